//! Links the program at a fixed address on Linux.
//!
//! The tables of countries and phone numbers hold some 45,000 pointers. In a position-independent program
//! each is written anew at every start, which takes longer than reading the campaign does.

#[expect(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "a build script speaks to cargo through the environment and standard output"
)]
fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let target = |key: &str| std::env::var(format!("CARGO_CFG_TARGET_{key}")).unwrap_or_default();
    if target("OS") == "linux" && target("ENV") == "gnu" {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
}
