/* A fax call between two complete machines, by the samples that pass and not by a clock.
 *
 *     call [--rate 14400|9600] [--no-ecm] [--coding mh|mmr] SENT.tif RECEIVED.tif
 *
 * Two machines of spandsp, the engine of Asterisk and FreeSWITCH, hear each other over a line without
 * noise or delay, 8,000 samples a second. On standard output, one a line: how many seconds the call took
 * from the first tone until both have ended, pages, bits a second, the compression, and whether errors
 * were corrected. The exit code is 1 if the call failed, 2 if the arguments are wrong.
 *
 *     cc -o call call.c -lspandsp
 */

#include <stdio.h>
#include <string.h>

#include <spandsp.h>

enum { RATE = 8000, CHUNK = RATE / 50, LONGEST = 3600 * RATE };

/* What the machines agree on at most. */
struct limits {
    int modems;
    int compressions;
    int ecm;
};

/* How a machine ended. */
struct end {
    int is_over;
    int result;
};

static void on_end(t30_state_t *machine, void *user_data, int result)
{
    struct end *end = user_data;
    (void)machine;
    end->is_over = 1;
    end->result = result;
}

static fax_state_t *machine(int is_caller, const struct limits *limits, struct end *end)
{
    fax_state_t *fax = fax_init(NULL, is_caller);
    t30_state_t *t30 = fax_get_t30_state(fax);
    fax_set_transmit_on_idle(fax, 1);
    t30_set_tx_ident(t30, is_caller ? "+1 555 0100" : "+1 555 0199");
    t30_set_supported_modems(t30, limits->modems);
    t30_set_supported_compressions(t30, limits->compressions);
    t30_set_supported_resolutions(t30, T30_SUPPORT_STANDARD_RESOLUTION
        | T30_SUPPORT_FINE_RESOLUTION | T30_SUPPORT_SUPERFINE_RESOLUTION
        | T30_SUPPORT_R8_RESOLUTION | T30_SUPPORT_R16_RESOLUTION);
    t30_set_supported_image_sizes(t30, T30_SUPPORT_215MM_WIDTH | T30_SUPPORT_US_LETTER_LENGTH
        | T30_SUPPORT_A4_LENGTH | T30_SUPPORT_B4_LENGTH | T30_SUPPORT_UNLIMITED_LENGTH);
    t30_set_ecm_capability(t30, limits->ecm);
    t30_set_phase_e_handler(t30, on_end, end);
    return fax;
}

/* Lets 20 milliseconds pass from one machine to the other. */
static void carry(fax_state_t *from, fax_state_t *to)
{
    int16_t sound[CHUNK];
    int count = fax_tx(from, sound, CHUNK);
    memset(sound + count, 0, (CHUNK - count) * sizeof *sound);
    fax_rx(to, sound, CHUNK);
}

static int call(const struct limits *limits, const char *sent, const char *received)
{
    struct end ends[2] = {{0, 0}, {0, 0}};
    fax_state_t *caller = machine(1, limits, &ends[0]);
    fax_state_t *answerer = machine(0, limits, &ends[1]);
    t30_stats_t stats;
    long samples = 0;

    t30_set_tx_file(fax_get_t30_state(caller), sent, -1, -1);
    t30_set_rx_file(fax_get_t30_state(answerer), received, -1);
    while (!(ends[0].is_over && ends[1].is_over) && samples < LONGEST) {
        carry(caller, answerer);
        carry(answerer, caller);
        samples += CHUNK;
    }
    for (int n = 0; n < 2; n++) {
        if (!ends[n].is_over || ends[n].result != T30_ERR_OK) {
            fprintf(stderr, "call: %s ended with: %s\n", n == 0 ? "the caller" : "the answerer",
                ends[n].is_over ? t30_completion_code_to_str(ends[n].result) : "no end");
            return 1;
        }
    }
    t30_get_transfer_statistics(fax_get_t30_state(answerer), &stats);
    printf("seconds %.2f\npages %d\nrate %d\ncompression %s\necm %s\n", (double)samples / RATE,
        stats.pages_rx, stats.bit_rate, t4_encoding_to_str(stats.encoding),
        stats.error_correcting_mode ? "yes" : "no");
    fax_free(caller);
    fax_free(answerer);
    return 0;
}

/* Takes an option into account. Returns how many arguments it is, or 0 if there is none like it. */
static int option(struct limits *limits, const char *name, const char *value)
{
    if (strcmp(name, "--no-ecm") == 0) {
        limits->ecm = 0;
        return 1;
    }
    if (strcmp(name, "--rate") == 0 && strcmp(value, "9600") == 0)
        limits->modems &= ~T30_SUPPORT_V17;
    else if (strcmp(name, "--coding") == 0 && strcmp(value, "mh") == 0)
        limits->compressions = T30_SUPPORT_T4_1D_COMPRESSION;
    else if (!(strcmp(name, "--rate") == 0 && strcmp(value, "14400") == 0)
        && !(strcmp(name, "--coding") == 0 && strcmp(value, "mmr") == 0))
        return 0;
    return 2;
}

int main(int count, char **arguments)
{
    struct limits limits = {T30_SUPPORT_V27TER | T30_SUPPORT_V29 | T30_SUPPORT_V17,
        T30_SUPPORT_T4_1D_COMPRESSION | T30_SUPPORT_T4_2D_COMPRESSION | T30_SUPPORT_T6_COMPRESSION, 1};
    int n = 1;

    while (count - n > 2) {
        int taken = option(&limits, arguments[n], arguments[n + 1]);
        if (taken == 0) {
            fprintf(stderr, "call: what is `%s %s`?\n", arguments[n], arguments[n + 1]);
            return 2;
        }
        n += taken;
    }
    if (count - n != 2) {
        fprintf(stderr, "call [--rate 14400|9600] [--no-ecm] [--coding mh|mmr] SENT.tif RECEIVED.tif\n");
        return 2;
    }
    return call(&limits, arguments[n], arguments[n + 1]);
}
