package dev.r3.infra.cli;

/** How a command ends, as scripts see it. */
enum ExitCode {
    OK(0),
    FAILED(1),
    USAGE(2);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
