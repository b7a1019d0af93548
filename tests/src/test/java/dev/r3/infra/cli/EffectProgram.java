package dev.r3.infra.cli;

/**
 * Many times {@code r3 effect} in one process, whose start costs more than a miniature: {@code java ... EffectProgram HOME
 * SPEC FOLDER [SPEC FOLDER]...}
 */
public final class EffectProgram {
    private EffectProgram() {}

    public static void main(String[] arguments) {
        for (int i = 1; i < arguments.length; i += 2) {
            int code =
                    R3.commandLine().execute("--home", arguments[0], "effect", arguments[i], "--out", arguments[i + 1]);
            if (code != 0) {
                System.exit(code);
            }
        }
    }
}
