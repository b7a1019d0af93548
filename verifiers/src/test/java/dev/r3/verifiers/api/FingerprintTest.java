package dev.r3.verifiers.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.r3.verifiers.countdown.CountdownFamily;
import dev.r3.verifiers.match.MatchFamily;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FingerprintTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"-g", "-g:none", "-g:lines", "-parameters"})
    void isTheSameForTheSameSource(String debugOption) throws IOException {
        assertThat(echo(UnaryOperator.identity(), debugOption)).isEqualTo(echo(UnaryOperator.identity(), "-g:source"));
    }

    @Test
    void isNotMovedByComments() throws IOException {
        UnaryOperator<String> commented = source -> "/* new */\n\n" + source.replace(";", ";\n\n // more\n");
        assertThat(echo(commented, "-g")).isEqualTo(echo(UnaryOperator.identity(), "-g"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "it is wrong | it is bad",
                "BOUND = 100 | BOUND = 101",
                "second = s -> s.length() < 100 | second = s -> s.length() < 101",
                "s.equals(answer) | answer.equals(s)",
                "first.or(second) | second.or(first)",
                "List.of(text) | new ArrayList<>(List.of(text))",
                "private static final int BOUND | static final int BOUND",
            })
    void changesWithTheCodeThatTheFamilyReaches(String code, String other) throws IOException {
        UnaryOperator<String> change = source -> {
            assertThat(source).contains(code);
            return source.replace(code, other);
        };
        Fingerprint before = echo(UnaryOperator.identity(), "-g");
        Fingerprint after = echo(change, "-g");
        assertThat(after.code()).isNotEqualTo(before.code());
        assertThat(after.value()).isNotEqualTo(before.value());
        assertThat(after.configuration()).isEqualTo(before.configuration());
    }

    @Test
    void changesWithAnOption() {
        CountdownFamily family = new CountdownFamily();
        Fingerprint strict = Fingerprint.of(family, Options.of(family.options(), Map.of()));
        Fingerprint same = Fingerprint.of(family, Options.of(family.options(), Map.of("all-numbers-required", "true")));
        Fingerprint loose =
                Fingerprint.of(family, Options.of(family.options(), Map.of("all-numbers-required", "false")));
        assertThat(strict).isEqualTo(same);
        assertThat(strict.value()).isEqualTo(same.value()).matches("[0-9a-f]{64}");
        assertThat(loose.configuration()).isNotEqualTo(strict.configuration());
        assertThat(loose.code()).isEqualTo(strict.code());
        assertThat(loose.value()).isNotEqualTo(strict.value());
    }

    @Test
    void differsBetweenFamilies() {
        CountdownFamily countdown = new CountdownFamily();
        MatchFamily match = new MatchFamily();
        assertThat(Fingerprint.of(countdown, Options.of(countdown.options(), Map.of()))
                        .code())
                .isNotEqualTo(Fingerprint.of(match, Options.of(match.options(), Map.of()))
                        .code());
    }

    /** The same jar path each time: a plug-in that is replaced must be read afresh. */
    private Fingerprint echo(UnaryOperator<String> change, String debugOption) throws IOException {
        Path jar = folder.resolve("echo.jar");
        Files.deleteIfExists(jar);
        PluginJar.write(jar, EchoSources.with(change), EchoSources.FAMILY, List.of(debugOption));
        TaskFamily<?> echo = TaskFamilies.load(List.of(folder)).find("echo").orElseThrow();
        return Fingerprint.of(echo, Options.of(echo.options(), Map.of()));
    }
}
