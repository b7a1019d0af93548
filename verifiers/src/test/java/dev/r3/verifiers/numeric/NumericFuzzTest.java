package dev.r3.verifiers.numeric;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.r3.verifiers.api.Completion;
import dev.r3.verifiers.api.Options;
import dev.r3.verifiers.question.QuestionTask;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** In a plain test run the seeds beside this class are judged; {@code JAZZER_FUZZ=1 mvn … -Djazzer.hooks=true} looks for more. */
class NumericFuzzTest {

    private static final NumericFamily FAMILY = new NumericFamily();
    private static final QuestionTask TASK = new QuestionTask("How many?", "#### 72");

    @FuzzTest
    void judgesAnyCompletion(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        var verifier = FAMILY.verifier(Options.of(FAMILY.options(), Map.of("fallback", "last-number")));
        verifier.verify(TASK, Completion.whole(text));
        verifier.verify(TASK, new Completion(text, true));
    }
}
