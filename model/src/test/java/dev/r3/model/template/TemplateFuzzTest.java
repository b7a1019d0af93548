package dev.r3.model.template;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** In a plain test run the seeds beside this class are rendered; {@code JAZZER_FUZZ=1} looks for more. */
class TemplateFuzzTest {

    @FuzzTest
    void rendersOrFailsCleanly(byte[] bytes) {
        render(new String(bytes, StandardCharsets.UTF_8));
    }

    /** Any text is rendered or refused with an exception of our own; nothing else may come out. */
    static void render(String source) {
        TemplateLimits limits = new TemplateLimits(1 << 16, 60, 1000, 100_000, 1 << 20, 1 << 18);
        try {
            ChatTemplate.of(source, limits).render(TemplateCases.sharedVariables(), Optional.of(TemplateCases.NOW));
            ChatTemplate.of(source, limits).render(Map.of(), Optional.empty());
        } catch (TemplateException expected) {
            if (expected.line() < 1) {
                throw new AssertionError("no line", expected);
            }
        }
    }
}
