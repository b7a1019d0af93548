package dev.r3.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A third party's jar in the home's {@code plugins/}, through the commands that use families. */
class PluginTest {

    @TempDir
    Path folder;

    @Test
    void itsFamilyIsListedWithAStableFingerprint() throws Exception {
        ParityPlugin.write(plugin());
        String first = fingerprint();
        // Compiled and packed again: another file, the same rules.
        ParityPlugin.write(plugin());
        assertThat(fingerprint()).isEqualTo(first).matches("[0-9a-f]{64}");
    }

    @Test
    void itsVerifierScores() throws Exception {
        ParityPlugin.write(plugin());
        Path answers = Files.writeString(folder.resolve("answers.jsonl"), """
                {"id":1,"task":{"number":4},"completion":"even"}
                {"id":2,"task":{"number":4},"completion":"odd"}
                """);
        CommandRun run = r3("score", "--task", "parity", "--input", answers.toString(), "--json");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out().lines())
                .containsExactly(
                        "{\"id\":1,\"verdict\":\"passed\",\"error\":null,\"detail\":null,\"reward\":1}",
                        "{\"id\":2,\"verdict\":\"failed\",\"error\":\"wrong-parity\",\"detail\":null,\"reward\":0}");
    }

    @Test
    void itsDataIsIngestedAndItsSpecIsFine() throws Exception {
        ParityPlugin.write(plugin());
        Path data =
                Files.writeString(folder.resolve("numbers.jsonl"), "{\"number\":1}\n{\"number\":2}\n{\"number\":1}\n");
        CommandRun ingest = r3(
                "data",
                "ingest",
                data.toString(),
                "--task",
                "parity",
                "--out",
                folder.resolve("tasks").toString(),
                "--json");
        assertThat(ingest.code()).as(ingest.err()).isZero();
        JsonNode profile = new ObjectMapper().readTree(ingest.out());
        assertThat(profile.path("accepted").intValue()).isEqualTo(2);
        assertThat(profile.path("duplicates").intValue()).isEqualTo(1);
        assertThat(profile.path("proof").path("gold_passed").intValue()).isEqualTo(2);

        Path spec = Files.writeString(
                folder.resolve("spec.yaml"), "name: p\ntask: { family: parity }\ndata: { source: numbers.jsonl }\n");
        assertThat(r3("spec", "check", spec.toString()).out()).contains("is fine: r3-p-");
    }

    @Test
    void namesAJarThatIsCut() throws Exception {
        byte[] whole = Files.readAllBytes(ParityPlugin.write(plugin()));
        Files.write(plugin(), Arrays.copyOf(whole, whole.length / 2));
        assertRefused("plug-in " + plugin() + " is not a whole jar");
    }

    @Test
    void namesAJarThatIsForANewerJava() throws Exception {
        ParityPlugin.write(plugin(), "parity", classes -> {
            Path file = classes.resolve("org/example/ParityFamily.class");
            byte[] code = Files.readAllBytes(file);
            // The major version of class files; no Java has this one yet.
            code[6] = 0;
            code[7] = (byte) 200;
            Files.write(file, code);
        });
        assertRefused("plug-in " + plugin() + " is compiled for a newer Java than this one");
    }

    @Test
    void namesAJarWithoutTheClassThatItNames() throws Exception {
        ParityPlugin.write(
                plugin(), "parity", classes -> Files.delete(classes.resolve("org/example/ParityFamily.class")));
        assertRefused("plug-in " + plugin() + " names task family " + ParityPlugin.FAMILY);
    }

    @Test
    void namesAJarWhoseFamilyHasABuiltInId() throws Exception {
        ParityPlugin.write(plugin(), "countdown", classes -> {});
        assertRefused(
                "task family 'countdown' is given twice: by dev.r3.verifiers.countdown.CountdownFamily (R3 itself)"
                        + " and by org.example.ParityFamily (" + plugin() + "); remove one");
    }

    private void assertRefused(String expected) {
        CommandRun run = r3("verifier", "list");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains(expected).doesNotContain("\tat ");
        assertThat(run.out()).isEmpty();
    }

    private String fingerprint() throws IOException {
        CommandRun run = r3("verifier", "list", "--json");
        assertThat(run.code()).as(run.err()).isZero();
        for (JsonNode family : new ObjectMapper().readTree(run.out())) {
            if (family.path("id").textValue().equals("parity")) {
                return family.path("fingerprint").textValue();
            }
        }
        throw new AssertionError("not listed: " + run.out());
    }

    private Path plugin() {
        return folder.resolve("home").resolve("plugins").resolve("parity.jar");
    }

    private CommandRun r3(String... arguments) {
        return CommandRun.of(folder.resolve("home"), List.of(arguments));
    }
}
