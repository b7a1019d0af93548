package dev.r3.infra.cli;

/** Ends a command with a message for its user and an exit code, without a stack trace. */
final class UserError extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final ExitCode exitCode;

    private UserError(ExitCode exitCode, String message) {
        super(message, null, false, false);
        this.exitCode = exitCode;
    }

    /** The command was asked for something that can't be: a wrong option, spec or file. */
    static UserError usage(String message) {
        return new UserError(ExitCode.USAGE, message);
    }

    /** What was asked for was tried and failed. */
    static UserError failed(String message) {
        return new UserError(ExitCode.FAILED, message);
    }

    /** A usage error in the words of the cause. */
    static UserError usage(Exception cause) {
        return usage(String.valueOf(cause.getMessage()));
    }

    /** A failure in the words of the cause. */
    static UserError failed(Exception cause) {
        return failed(String.valueOf(cause.getMessage()));
    }

    ExitCode exitCode() {
        return exitCode;
    }
}
