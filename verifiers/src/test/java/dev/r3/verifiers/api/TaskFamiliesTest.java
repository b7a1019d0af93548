package dev.r3.verifiers.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskFamiliesTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void findsTheFamiliesOfTheClassPath() {
        TaskFamilies families = TaskFamilies.load(List.of(folder.resolve("missing")));
        assertThat(families.all()).extracting(TaskFamily::id).contains("countdown", "match", "numeric");
        assertThat(families.find("countdown")).isPresent();
        assertThat(families.find("chess")).isEmpty();
    }

    @Test
    void everyFamilyDescribesItself() {
        for (TaskFamily<?> family : TaskFamilies.load(List.of()).all()) {
            assertThat(family.errorTypes()).as(family.id()).isNotEmpty().doesNotHaveDuplicates();
            assertThat(family.columns()).as(family.id()).isNotEmpty();
            assertThat(family.prompts().task()).as(family.id()).isNotBlank();
            assertThat(family.prompts().reflection()).as(family.id()).isNotBlank();
            assertThat(family.prompts().retry()).as(family.id()).isNotBlank();
            assertThat(family.verifier(Options.of(family.options(), Map.of()))).isNotNull();
        }
    }

    @Test
    void findsTheFamiliesOfPluginJars() throws IOException, InvalidTaskException {
        PluginJar.write(
                folder.resolve("echo.jar"), EchoSources.with(UnaryOperator.identity()), EchoSources.FAMILY, List.of());
        Files.writeString(folder.resolve("README.txt"), "no jar");
        TaskFamily<?> echo = TaskFamilies.load(List.of(folder)).find("echo").orElseThrow();
        assertThat(verdict(echo, "hello")).isEqualTo(Verdict.passed());
        assertThat(verdict(echo, "goodbye")).isInstanceOf(Verdict.Failed.class);
    }

    @Test
    void everyFamilyOfR3TellsWhetherItsAnswersAreNamed() {
        TaskFamilies families = TaskFamilies.load(List.of());
        for (TaskFamily<?> family : families.all()) {
            assertThat(families.naming(family.id()).map(AnswerNaming::family))
                    .as(family.id())
                    .contains(family.id());
        }
    }

    /** A plug-in need not tell it. */
    @Test
    void aPluginsFamilyIsTakenWithoutANaming() throws IOException {
        PluginJar.write(
                folder.resolve("echo.jar"), EchoSources.with(UnaryOperator.identity()), EchoSources.FAMILY, List.of());
        assertThat(TaskFamilies.load(List.of(folder)).naming("echo")).isEmpty();
    }

    @Test
    void refusesTwoFamiliesOfOneId() throws IOException {
        PluginJar.write(
                folder.resolve("a.jar"), EchoSources.with(UnaryOperator.identity()), EchoSources.FAMILY, List.of());
        PluginJar.write(folder.resolve("b.jar"), EchoSources.ofAnotherVendor(), "org.other.echo.EchoFamily", List.of());
        assertThatThrownBy(() -> TaskFamilies.load(List.of(folder)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("task family 'echo' is given twice: by com.example.echo.EchoFamily (%s) and by"
                                .formatted(folder.resolve("a.jar"))
                        + " org.other.echo.EchoFamily (%s); remove one, or give it another id"
                                .formatted(folder.resolve("b.jar")));
    }

    @Test
    void refusesAJarThatIsNotWhole() throws IOException {
        PluginJar.write(
                folder.resolve("a.jar"), EchoSources.with(UnaryOperator.identity()), EchoSources.FAMILY, List.of());
        byte[] whole = Files.readAllBytes(folder.resolve("a.jar"));
        Files.write(folder.resolve("a.jar"), Arrays.copyOf(whole, whole.length / 2));
        assertThatThrownBy(() -> TaskFamilies.load(List.of(folder)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("plug-in %s is not a whole jar".formatted(folder.resolve("a.jar")));
    }

    @Test
    void namesTheJarWhoseFamilyIsNotThere() throws IOException {
        PluginJar.write(
                folder.resolve("a.jar"), EchoSources.with(UnaryOperator.identity()), "com.example.No", List.of());
        assertThatThrownBy(() -> TaskFamilies.load(List.of(folder)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(folder.resolve("a.jar").toString())
                .hasMessageContaining("com.example.No");
    }

    private static <T extends Task> Verdict verdict(TaskFamily<T> family, String answer) throws InvalidTaskException {
        ObjectNode row =
                JsonNodeFactory.instance.objectNode().put("question", "Say it.").put("answer", "hello");
        Verifier<T> verifier = family.verifier(Options.of(family.options(), Map.of()));
        return verifier.verify(family.readTask(row), Completion.whole(answer));
    }
}
