/*
 * HylaFAX's servers begin as root to become the user `uucp`. Here they stay who they are, in a spool that is theirs:
 * this is loaded before the C library and says yes to both.
 */
#include <grp.h>
#include <sys/types.h>
#include <unistd.h>

uid_t getuid(void) { return 0; }
uid_t geteuid(void) { return 0; }

int seteuid(uid_t user)
{
    (void)user;
    return 0;
}

int setegid(gid_t group)
{
    (void)group;
    return 0;
}

int initgroups(const char *user, gid_t group)
{
    (void)user;
    (void)group;
    return 0;
}

int chown(const char *path, uid_t user, gid_t group)
{
    (void)path;
    (void)user;
    (void)group;
    return 0;
}
