package dev.r3.model.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.r3.model.template.TemplateCases.Case;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Templates become what transformers makes of them, and fail where it fails. */
class TemplateParityTest {

    static Stream<Case> rendered() {
        return TemplateCases.all().filter(example -> example.expected().has("expected"));
    }

    static Stream<Case> refused() {
        return TemplateCases.all().filter(example -> example.expected().has("error"));
    }

    static Stream<String> unsupported() {
        return TemplateCases.unsupported();
    }

    @ParameterizedTest
    @MethodSource("rendered")
    void rendersAsTransformersDoes(Case example) {
        assertThat(render(example))
                .isEqualTo(example.expected().path("expected").textValue());
    }

    @ParameterizedTest
    @MethodSource("refused")
    void failsWhereTransformersFails(Case example) {
        assertThatThrownBy(() -> render(example)).isInstanceOfSatisfying(TemplateException.class, failure -> {
            assertThat(failure).hasMessageStartingWith("template line " + failure.line() + ": ");
            boolean isRaised = example.expected().has("raised");
            assertThat(failure instanceof RaisedByTemplateException).isEqualTo(isRaised);
            if (failure instanceof RaisedByTemplateException raised) {
                assertThat(raised.reason())
                        .isEqualTo(example.expected().path("raised").textValue());
            }
        });
    }

    @ParameterizedTest
    @MethodSource("unsupported")
    void refusesToReadWhatItDoesNotSupport(String template) {
        assertThatThrownBy(() -> ChatTemplate.of(template)).isInstanceOf(TemplateSyntaxException.class);
    }

    private static String render(Case example) {
        return ChatTemplate.of(example.template()).render(example.variables(), Optional.of(TemplateCases.NOW));
    }
}
