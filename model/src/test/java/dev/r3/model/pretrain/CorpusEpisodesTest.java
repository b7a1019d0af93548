package dev.r3.model.pretrain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.r3.model.policy.CompletionRequest;
import dev.r3.model.policy.ScriptedPolicy;
import dev.r3.model.reflect.EpisodeConfig;
import dev.r3.model.reflect.EpisodeStart;
import dev.r3.model.reflect.EpisodeTask;
import dev.r3.model.reflect.Episodes;
import dev.r3.model.reflect.RetryContext;
import dev.r3.model.reflect.TurnSettings;
import dev.r3.verifiers.api.Options;
import dev.r3.verifiers.countdown.CountdownFamily;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A document reads as the episode does in which the same is written. */
class CorpusEpisodesTest {
    private static final CountdownFamily FAMILY = new CountdownFamily();

    @Test
    void reflectedDocumentsAreEpisodes() {
        CountdownDocuments documents = Plans.file(3, 300, Set.of()).documents();
        List<CorpusDocument> reflected = Stream.generate(documents::next)
                .limit(300)
                .filter(document -> document.messages().size() == 6)
                .toList();
        assertThat(reflected).hasSizeGreaterThan(100).allSatisfy(CorpusEpisodesTest::requireEpisode);
    }

    private static void requireEpisode(CorpusDocument document) {
        try (ScriptedPolicy policy = new ScriptedPolicy(request -> written(document, request))) {
            EpisodeConfig config = new EpisodeConfig(
                    FAMILY.prompts(),
                    TurnSettings.greedy(100),
                    TurnSettings.greedy(100),
                    TurnSettings.greedy(100),
                    1,
                    1,
                    RetryContext.CONVERSATION);
            EpisodeTask task = EpisodeTask.of(
                    "a", document.tasks().get(0), FAMILY.verifier(Options.of(FAMILY.options(), Map.of())));
            new Episodes(policy, config, 1).run("s", List.of(EpisodeStart.atTask(task)));
            assertThat(policy.asked()).hasSize(3).allSatisfy(request -> {
                int length = request.conversation().messages().size();
                assertThat(request.conversation().messages().stream()
                                .map(message -> message.role() + ": "
                                        + message.fields().path("content").textValue()))
                        .isEqualTo(document.messages().subList(0, length).stream()
                                .map(message -> message.json().path("role").textValue() + ": " + message.content())
                                .toList());
            });
        }
    }

    private static String written(CorpusDocument document, CompletionRequest request) {
        int length = request.conversation().messages().size();
        return document.messages().get(length).content();
    }
}
