package dev.r3.tests.pipeline;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The {@code r3} command in a process of its own, as a user runs it. */
final class R3Process {
    private static final int INTERRUPT = 3;

    private final Process process;
    private final Path out;
    private final Path err;

    private R3Process(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    static R3Process start(Path home, String... arguments) throws IOException {
        return start(home, Map.of(), arguments);
    }

    /** @param environment variables that the test's services do not have */
    static R3Process start(Path home, Map<String, String> environment, String... arguments) throws IOException {
        return start(home, environment, command(home, List.of(), arguments));
    }

    /** As a shell's foreground does: Ctrl-C reaches it even if the process of this test ignores it. */
    static R3Process startInForeground(Path home, String... arguments) throws IOException {
        return start(home, Map.of(), foreground(command(home, List.of(), arguments)));
    }

    /** In the foreground of a terminal of its own; both of its outputs go there. */
    static R3Process startOnTerminal(Path home, String... arguments) throws IOException {
        String line = command(home, List.of("-Dr3.terminal=true"), arguments).stream()
                .map(word -> "'" + word + "'")
                .collect(Collectors.joining(" ", "exec ", ""));
        return start(
                home, Map.of(), foreground(List.of("script", "--quiet", "--return", "--command", line, "/dev/null")));
    }

    private static List<String> foreground(List<String> command) {
        List<String> all = new ArrayList<>(List.of("env", "--default-signal=INT", "TERM=xterm"));
        all.addAll(command);
        return all;
    }

    /** To which a command's name and arguments are added. */
    static List<String> command(Path home) {
        return command(home, List.of());
    }

    private static List<String> command(Path home, List<String> options, String... arguments) {
        List<String> all = new ArrayList<>(List.of("--home", home.toString()));
        all.addAll(List.of(arguments));
        return java(options, "dev.r3.infra.cli.R3", all);
    }

    /** Another program with these tests' classes. */
    static List<String> program(Class<?> main, List<String> arguments) {
        return java(List.of(), main.getName(), arguments);
    }

    private static List<String> java(List<String> options, String main, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // Commands mostly wait: the second compiler would be half of what they cost.
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
        command.addAll(arguments);
        return command;
    }

    /** @param home where its output is kept */
    static R3Process start(Path home, Map<String, String> environment, List<String> command) throws IOException {
        Files.createDirectories(home);
        Path out = Files.createTempFile(home, "out", ".txt");
        Path err = Files.createTempFile(home, "err", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        // The test's own services, whatever the machine's environment says.
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("R3_") || name.startsWith("MLFLOW_") || name.startsWith("AWS_"));
        // As the launcher does: spinning threads cost 10 to 50 times where cores are shared.
        builder.environment().put("OMP_WAIT_POLICY", "passive");
        builder.environment().put("GOMP_SPINCOUNT", "0");
        builder.environment().putAll(environment);
        return new R3Process(builder.start(), out, err);
    }

    /** Runs a command to its end, which must come with exit code 0; gives its standard output. */
    static String run(Path home, Duration timeout, String... arguments) throws IOException, InterruptedException {
        return start(home, arguments).awaitSuccess(timeout);
    }

    String awaitSuccess(Duration timeout) throws IOException, InterruptedException {
        int code = await(timeout);
        if (code != 0) {
            throw new AssertionError("r3 ended with " + code + "\n" + messages());
        }
        return output();
    }

    /** Waits for its end; gives its exit code. */
    int await(Duration timeout) throws IOException, InterruptedException {
        if (!process.waitFor(timeout.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("r3 did not end within " + timeout + "\n" + messages());
        }
        return process.exitValue();
    }

    /** Waits until it has said something while it runs. */
    void awaitMessage(String message, Duration timeout) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!messages().contains(message)) {
            if (!isAlive() || System.nanoTime() > deadline) {
                throw new AssertionError("r3 did not say '" + message + "'\n" + messages());
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    /** Ends it by SIGKILL. */
    void kill() {
        process.destroyForcibly();
    }

    /** Types Ctrl-C on its terminal. */
    void typeInterrupt() throws IOException {
        process.getOutputStream().write(INTERRUPT);
        process.getOutputStream().flush();
    }

    /** What Ctrl-C does. */
    void interrupt() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", String.valueOf(process.pid()))
                .start()
                .waitFor();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    String output() throws IOException {
        return Files.readString(out, StandardCharsets.UTF_8);
    }

    String messages() throws IOException {
        return output() + Files.readString(err, StandardCharsets.UTF_8);
    }
}
