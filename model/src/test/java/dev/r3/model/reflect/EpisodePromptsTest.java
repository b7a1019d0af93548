package dev.r3.model.reflect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.model.decoder.Sampling;
import dev.r3.model.policy.CompletionRequest;
import dev.r3.model.policy.ScriptedPolicy;
import dev.r3.model.tokenizer.ChatMessage;
import dev.r3.verifiers.api.Completion;
import dev.r3.verifiers.api.InvalidTaskException;
import dev.r3.verifiers.api.Options;
import dev.r3.verifiers.api.Prompts;
import dev.r3.verifiers.api.TaskGenerator;
import dev.r3.verifiers.functioncalling.FunctionCallingFamily;
import dev.r3.verifiers.functioncalling.FunctionCallingTask;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the policy is asked, word for word. */
class EpisodePromptsTest {
    private static final Prompts PROMPTS = new Prompts(
            "Be brief about {target}. {ok?}",
            "Make {target} of {numbers}.",
            "Not {target}. Why? {}",
            "Again {target}: {task-prompt} Mind: {reflection}");
    private static final String FAILED = "<answer>3+5+7</answer>";
    private static final String IDEA = "Multiply {numbers} first";
    private static final ChatMessage SYSTEM = ChatMessage.system("Be brief about 22. {ok?}");
    private static final ChatMessage QUESTION = ChatMessage.user("Make 22 of [3, 5, 7].");
    private static final ChatMessage REFLECT = ChatMessage.user("Not 22. Why? {}");
    private static final ChatMessage RETRY =
            ChatMessage.user("Again 22: Make 22 of [3, 5, 7]. Mind: Multiply {numbers} first");

    @Test
    void inTheConversationEverythingStaysInSight() {
        List<ChatMessage> asked = Stream.of(SYSTEM, QUESTION, ChatMessage.assistant(FAILED), REFLECT)
                .toList();
        List<ChatMessage> retried = Stream.concat(asked.stream(), Stream.of(ChatMessage.assistant(IDEA), RETRY))
                .toList();
        List<ChatMessage> again = Stream.concat(retried.stream(), Stream.of(ChatMessage.assistant(FAILED), RETRY))
                .toList();

        assertThat(messages(RetryContext.CONVERSATION, EpisodeStart.atTask(Scripts.task("a"))))
                .containsExactly(List.of(SYSTEM, QUESTION), asked, retried, again);
    }

    @Test
    void theFailedAnswerCanBeOutOfSight() {
        List<ChatMessage> retried = List.of(SYSTEM, RETRY);

        assertThat(messages(RetryContext.REFLECTION, EpisodeStart.atTask(Scripts.task("a"))))
                .containsExactly(
                        List.of(SYSTEM, QUESTION),
                        List.of(SYSTEM, QUESTION, ChatMessage.assistant(FAILED), REFLECT),
                        retried,
                        List.of(SYSTEM, RETRY, ChatMessage.assistant(FAILED), RETRY));
    }

    @Test
    void aGivenAnswerStandsWhereAWrittenOneWould() {
        List<List<ChatMessage>> written = messages(RetryContext.CONVERSATION, EpisodeStart.atTask(Scripts.task("a")));
        List<List<ChatMessage>> given = messages(
                RetryContext.CONVERSATION, EpisodeStart.atFailure(Scripts.task("a"), Completion.whole(FAILED)));

        assertThat(given).isEqualTo(written.subList(1, written.size()));
    }

    @Test
    void turnsAreWrittenAsTheirSettingsSay() {
        try (ScriptedPolicy policy = failing()) {
            new Episodes(policy, config(PROMPTS, RetryContext.CONVERSATION), 1)
                    .run("s", List.of(EpisodeStart.atTask(Scripts.task("a"))));
            assertThat(policy.asked())
                    .extracting(
                            CompletionRequest::sampling, CompletionRequest::maxTokens, CompletionRequest::stopStrings)
                    .containsExactly(
                            tuple(Sampling.greedy(), 20, List.of("</answer>")),
                            tuple(Sampling.atTemperature(0.9), 30, List.of()),
                            tuple(Sampling.atTemperature(0.7), 40, List.of()),
                            tuple(Sampling.atTemperature(0.7), 40, List.of()));
        }
    }

    /** One node of the conversation asks for all reflections, so that they share its computation. */
    @Test
    void reflectionsShareTheirPrompt() {
        try (ScriptedPolicy policy = failing()) {
            EpisodeConfig config = new EpisodeConfig(
                    PROMPTS,
                    TurnSettings.greedy(20),
                    TurnSettings.atTemperature(1, 20),
                    TurnSettings.greedy(20),
                    5,
                    1,
                    RetryContext.CONVERSATION);
            new Episodes(policy, config, 1).run("s", List.of(EpisodeStart.atTask(Scripts.task("a"))));

            assertThat(policy.asked().stream()
                            .filter(request -> request.key().stage().equals("s/reflection"))
                            .map(CompletionRequest::conversation)
                            .distinct())
                    .hasSize(1);
        }
    }

    @Test
    void toolsAreOfferedInEveryTurn() throws InvalidTaskException {
        FunctionCallingFamily family = new FunctionCallingFamily();
        TaskGenerator generator = family.generator().orElseThrow();
        ObjectNode row = generator
                .generate(3, Options.of(generator.options(), Map.of()))
                .findFirst()
                .orElseThrow();
        FunctionCallingTask task = family.readTask(row);
        EpisodeTask asked = EpisodeTask.of("f", task, family.verifier(Options.of(family.options(), Map.of())));
        Prompts prompts = new Prompts("", "{query}", "Why did {query} fail?", "{reflection} {query}");
        String query = task.promptVariables().get("query");
        for (RetryContext context : RetryContext.values()) {
            try (ScriptedPolicy policy = failing()) {
                new Episodes(policy, config(prompts, context), 1).run("s", List.of(EpisodeStart.atTask(asked)));

                assertThat(task.tools()).isNotEmpty();
                assertThat(policy.asked())
                        .hasSize(4)
                        .allSatisfy(request ->
                                assertThat(request.conversation().tools()).isEqualTo(task.tools()));
                assertThat(policy.asked().get(0).conversation().messages())
                        .containsExactly(ChatMessage.user(String.valueOf(query)));
            }
        }
    }

    @Test
    void refusesPromptsThatCannotWork() {
        Prompts blind = new Prompts("", "{target}", "Why?", "Again {task-prompt}");
        assertThatThrownBy(() -> config(blind, RetryContext.REFLECTION))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the retry prompt is all that the model sees when it retries,"
                        + " so it must name {reflection}: Again {task-prompt}");
        assertThat(config(blind, RetryContext.CONVERSATION).prompts()).isEqualTo(blind);

        Prompts unknown = new Prompts("", "{colour}", "Why?", "Again");
        try (ScriptedPolicy policy = failing()) {
            Episodes episodes = new Episodes(policy, config(unknown, RetryContext.CONVERSATION), 1);
            assertThatThrownBy(() -> episodes.run("s", List.of(EpisodeStart.atTask(Scripts.task("a")))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("unknown variable {colour}; known: numbers, target");
        }
        assertThatThrownBy(() -> new EpisodeConfig(
                        PROMPTS,
                        TurnSettings.greedy(1),
                        TurnSettings.greedy(1),
                        TurnSettings.greedy(1),
                        0,
                        1,
                        RetryContext.CONVERSATION))
                .hasMessage("0 reflections with 1 retries each");
        assertThatThrownBy(() -> TurnSettings.greedy(0)).hasMessage("max tokens is not positive: 0");
    }

    private static List<List<ChatMessage>> messages(RetryContext context, EpisodeStart start) {
        try (ScriptedPolicy policy = failing()) {
            new Episodes(policy, config(PROMPTS, context), 1).run("s", List.of(start));
            return policy.asked().stream()
                    .map(request -> request.conversation().messages())
                    .toList();
        }
    }

    private static ScriptedPolicy failing() {
        return new ScriptedPolicy(request -> request.key().stage().equals("s/reflection") ? IDEA : FAILED);
    }

    private static EpisodeConfig config(Prompts prompts, RetryContext context) {
        return new EpisodeConfig(
                prompts,
                new TurnSettings(Sampling.greedy(), 20, List.of("</answer>")),
                TurnSettings.atTemperature(0.9, 30),
                TurnSettings.atTemperature(0.7, 40),
                1,
                2,
                context);
    }
}
