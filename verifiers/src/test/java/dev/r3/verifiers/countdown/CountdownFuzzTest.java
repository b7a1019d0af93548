package dev.r3.verifiers.countdown;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.r3.verifiers.api.Completion;
import dev.r3.verifiers.api.Options;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** In a plain test run the seeds beside this class are judged; {@code JAZZER_FUZZ=1 mvn … -Djazzer.hooks=true} looks for more. */
class CountdownFuzzTest {

    private static final CountdownFamily FAMILY = new CountdownFamily();
    private static final CountdownTask TASK = new CountdownTask(24, List.of(3L, 3L, 8L, 8L), Optional.empty());

    @FuzzTest
    void judgesAnyCompletion(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        var verifier = FAMILY.verifier(Options.of(FAMILY.options(), Map.of()));
        verifier.verify(TASK, Completion.whole(text));
        verifier.verify(TASK, Completion.whole("<answer>" + text + "</answer>"));
        verifier.verify(TASK, new Completion(text, true));
    }
}
