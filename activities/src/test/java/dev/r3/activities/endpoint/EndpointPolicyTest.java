package dev.r3.activities.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.r3.activities.endpoint.FakeEndpoint.Answer;
import dev.r3.activities.failure.ConfigFailure;
import dev.r3.activities.failure.EngineFailure;
import dev.r3.model.decoder.Sampling;
import dev.r3.model.generate.FinishReason;
import dev.r3.model.generate.SampleKey;
import dev.r3.model.policy.Completion;
import dev.r3.model.policy.CompletionRequest;
import dev.r3.model.policy.Conversation;
import dev.r3.model.policy.FollowUp;
import dev.r3.model.policy.Policy;
import dev.r3.model.policy.RejectedRequestException;
import dev.r3.model.tokenizer.ChatMessage;
import dev.r3.workflows.contract.spec.EndpointSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EndpointPolicyTest {
    private static final String SECRET = "sk-0123-secret";
    private static final Patience SHORT = new Patience(Duration.ofSeconds(10), 3, Duration.ofMillis(5));

    private FakeEndpoint server;

    @BeforeEach
    void start() throws IOException {
        server = new FakeEndpoint();
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void asksWithTheConversationAndTheKeyAndGoesOnFromTheAnswer() {
        server.answering(Answer.text("5 + 5", "stop", 4));
        Conversation asked = Conversation.of(List.of(ChatMessage.system("be brief"), ChatMessage.user("make 10")));
        List<Completion> written = new ArrayList<>();
        policy(server.spec(FakeEndpoint.MODEL, 2, "SOME_KEY"))
                .run(
                        List.of(new CompletionRequest(
                                asked, key("a", 1), new Sampling(0.7, 0, 0.9, 0, 1), 32, List.of("</a>"))),
                        completion -> {
                            written.add(completion);
                            return written.size() > 1
                                    ? List.of()
                                    : List.of(request(completion.conversation().then(ChatMessage.user("again")), "a"));
                        });

        assertThat(written).extracting(Completion::text).containsExactly("5 + 5", "4 messages");
        assertThat(written.get(0).finish()).isEqualTo(FinishReason.STOP_TOKEN);
        assertThat(written.get(0).tokens()).hasValue(4);
        JsonNode first = server.requests().get(0).body();
        assertThat(first.path("model").asText()).isEqualTo(FakeEndpoint.MODEL);
        assertThat(first.path("messages").toString())
                .isEqualTo(
                        "[{\"role\":\"system\",\"content\":\"be brief\"},{\"role\":\"user\",\"content\":\"make 10\"}]");
        assertThat(first.path("max_tokens").asInt()).isEqualTo(32);
        assertThat(first.path("temperature").asDouble()).isEqualTo(0.7);
        assertThat(first.path("top_p").asDouble()).isEqualTo(0.9);
        assertThat(first.path("stop").toString()).isEqualTo("[\"</a>\"]");
        assertThat(first.has("top_k")).as("OpenAI does not know it").isFalse();
        assertThat(server.requests().get(1).body().path("messages").toString())
                .endsWith("{\"role\":\"assistant\",\"content\":\"5 + 5\"},{\"role\":\"user\",\"content\":\"again\"}]");
        assertThat(server.requests())
                .extracting(FakeEndpoint.Request::authorization)
                .containsOnly("Bearer " + SECRET);
    }

    @Test
    void aSampleHasItsOwnSeed() {
        List<CompletionRequest> requests = List.of(request("a", 1), request("a", 2), request("b", 1), request("a", 1));
        policy(server.spec(FakeEndpoint.MODEL, 1, "")).complete(requests);
        List<Integer> seeds = server.requests().stream()
                .map(request -> request.body().path("seed").asInt())
                .toList();
        assertThat(seeds.get(3)).isEqualTo(seeds.get(0));
        assertThat(new HashSet<>(seeds)).hasSize(3).allMatch(seed -> seed >= 0);
        assertThat(server.requests())
                .extracting(FakeEndpoint.Request::authorization)
                .as("no key")
                .containsOnly("");
    }

    @Test
    void asksSoManyAtATimeAndHandsOverOneByOne() {
        server.thinkMillis = 30;
        Set<Thread> handing = new HashSet<>();
        List<CompletionRequest> requests =
                IntStream.range(0, 12).mapToObj(i -> request("t" + i, 0)).toList();
        EndpointModels models = new EndpointModels(Map.of(), SHORT);
        EndpointSpec spec = server.spec(FakeEndpoint.MODEL, 3, "");
        List<Completion> written = new ArrayList<>();
        models.policy(spec).run(requests, completion -> {
            handing.add(Thread.currentThread());
            written.add(completion);
            return List.of();
        });
        assertThat(written).extracting(Completion::request).containsExactlyInAnyOrderElementsOf(requests);
        assertThat(handing).containsExactly(Thread.currentThread());
        assertThat(server.mostOpen()).isEqualTo(3);
    }

    @Test
    void whatMayPassIsTriedAgain() {
        server.answering(Answer.error(503, "loading"), Answer.error(429, "slowly"));
        assertThat(complete()).isEqualTo("1 messages");
        assertThat(server.requests()).hasSize(3);

        server.answering(Answer.cut());
        assertThat(complete()).isEqualTo("1 messages");
    }

    @Test
    void aServerThatStaysSilentIsAFailureToTryAgainLater() {
        server.answering(Answer.error(500, "x"), Answer.error(500, "x"), Answer.error(500, "x"));
        assertThatThrownBy(this::complete)
                .isInstanceOf(EngineFailure.class)
                .hasMessageContaining("Fake/Model-72B at " + server.address())
                .hasMessageContaining("tried 3 times: it answered HTTP 500");
        server.close();
        assertThatThrownBy(this::complete).isInstanceOf(EngineFailure.class).hasMessageContaining("does not answer");
    }

    @Test
    void aRefusedKeyIsToldByItsVariable() {
        server.answering(Answer.error(401, "Incorrect API key provided: " + SECRET));
        assertThatThrownBy(() ->
                        policy(server.spec(FakeEndpoint.MODEL, 1, "SOME_KEY")).complete(List.of(request("a", 0))))
                .isInstanceOf(ConfigFailure.class)
                .hasMessageContaining(
                        server.address() + " refuses the key of the environment variable SOME_KEY (HTTP 401)")
                .hasMessageNotContaining(SECRET);
        server.answering(Answer.error(403, ""));
        assertThatThrownBy(this::complete).hasMessageContaining("asks for a key (HTTP 403); set OPENAI_API_KEY");
        assertThat(server.requests()).as("never tried again").hasSize(2);
    }

    @Test
    void aKeyThatIsMissingOrNoneIsToldWithoutShowingIt() {
        assertThatThrownBy(() -> policy(server.spec(FakeEndpoint.MODEL, 1, "OTHER_KEY")))
                .isInstanceOf(ConfigFailure.class)
                .hasMessageContaining("OTHER_KEY is not set");
        assertThatThrownBy(() -> policy(server.spec(FakeEndpoint.MODEL, 1, "BROKEN_KEY")))
                .isInstanceOf(ConfigFailure.class)
                .hasMessageNotContaining("ab");
    }

    @Test
    void anUnknownModelIsToldWithWhatThereIs() {
        server.answering(Answer.error(404, "The model `x` does not exist."));
        assertThatThrownBy(() -> policy(server.spec("Wrong/Name", 1, "")).complete(List.of(request("a", 0))))
                .isInstanceOf(ConfigFailure.class)
                .hasMessage(server.address() + " has no model 'Wrong/Name'; it offers: Fake/Model-72B");
        assertThatThrownBy(() -> new EndpointClient(server.spec("Wrong/Name", 1, ""), Map.of(), SHORT).check())
                .isInstanceOf(ConfigFailure.class)
                .hasMessageEndingWith("it offers: Fake/Model-72B");
        new EndpointClient(server.spec(), Map.of(), SHORT).check();
    }

    @Test
    void aConversationThatIsTooLongIsRejected() {
        Answer tooLong =
                Answer.error(400, "This model's maximum context length is 4096 tokens. However, you requested 5000");
        server.answering(tooLong);
        assertThatThrownBy(this::complete)
                .isInstanceOf(RejectedRequestException.class)
                .hasMessageContaining("maximum context length is 4096 tokens");

        server.answering(tooLong);
        List<CompletionRequest> rejected = new ArrayList<>();
        CompletionRequest shorter = request("shorter", 0);
        List<Completion> written = new ArrayList<>();
        policy(server.spec()).run(List.of(request("long", 0)), new FollowUp() {
            @Override
            public List<CompletionRequest> after(Completion completion) {
                written.add(completion);
                return List.of();
            }

            @Override
            public List<CompletionRequest> rejected(CompletionRequest request, RejectedRequestException rejection) {
                rejected.add(request);
                return List.of(shorter);
            }
        });
        assertThat(rejected).extracting(request -> request.key().task()).containsExactly("long");
        assertThat(written).extracting(Completion::request).containsExactly(shorter);
    }

    @Test
    void anotherRefusalSaysWhatTheServerSaysInALine() {
        server.answering(Answer.error(400, "unknown\nfield for " + SECRET + " " + "x".repeat(9_000)));
        assertThatThrownBy(() ->
                        policy(server.spec(FakeEndpoint.MODEL, 1, "SOME_KEY")).complete(List.of(request("a", 0))))
                .isInstanceOf(ConfigFailure.class)
                .hasMessageContaining("HTTP 400, unknown field for *** xxx")
                .hasMessageNotContaining(SECRET)
                .satisfies(e -> assertThat(String.valueOf(e.getMessage())).hasSizeLessThan(700));
    }

    @Test
    void whatCutAnAnswerIsTold() {
        server.answering(
                Answer.text("I think that", "length", 16),
                new Answer(200, "{\"choices\":[{\"finish_reason\":\"length\",\"message\":{\"content\":null}}]}"),
                new Answer(
                        200,
                        "{\"choices\":[{\"finish_reason\":\"stop\",\"stop_reason\":\"</a>\",\"message\":{\"content\":\"<a>7\"}}]}"));
        Policy policy = policy(server.spec(FakeEndpoint.MODEL, 1, ""));
        Completion cut = policy.complete(List.of(request("a", 0))).get(0);
        assertThat(cut.truncated()).isTrue();
        assertThat(cut.text()).isEqualTo("I think that");

        Completion none = policy.complete(List.of(request("a", 0))).get(0);
        assertThat(none.text()).as("it ended in its thoughts").isEmpty();
        assertThat(none.tokens()).as("not told").isEmpty();

        Completion stopped = policy.complete(List.of(new CompletionRequest(
                        Conversation.of(List.of(ChatMessage.user("q"))),
                        key("a", 0),
                        Sampling.greedy(),
                        8,
                        List.of("</a>"))))
                .get(0);
        assertThat(stopped.text()).isEqualTo("<a>7</a>");
        assertThat(stopped.finish()).isEqualTo(FinishReason.STOP_STRING);
    }

    @Test
    void anAnswerWithoutEndIsNotRead() {
        server.answering(Answer.text("x".repeat(5 << 20), "stop", 1));
        assertThatThrownBy(this::complete)
                .isInstanceOf(ConfigFailure.class)
                .hasMessageContaining("the answer is longer than 4194304 bytes");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void whatIsNoSuchServerIsTold() {
        server.answering(new Answer(200, "<html>welcome</html>"));
        assertThatThrownBy(this::complete)
                .isInstanceOf(ConfigFailure.class)
                .hasMessageContaining("is the address of an OpenAI-compatible server, with its /v1");
        server.answering(new Answer(302, ""));
        assertThatThrownBy(this::complete).isInstanceOf(ConfigFailure.class).hasMessageContaining("HTTP 302");
    }

    private String complete() {
        return policy(server.spec()).complete(List.of(request("a", 0))).get(0).text();
    }

    private static Policy policy(EndpointSpec spec) {
        return new EndpointModels(Map.of("SOME_KEY", SECRET, "BROKEN_KEY", "ab\ncd"), SHORT).policy(spec);
    }

    private static CompletionRequest request(String task, int sample) {
        return new CompletionRequest(
                Conversation.of(List.of(ChatMessage.user("make 10"))),
                key(task, sample),
                Sampling.greedy(),
                8,
                List.of());
    }

    private static CompletionRequest request(Conversation conversation, String task) {
        return new CompletionRequest(conversation, key(task, 7), Sampling.greedy(), 8, List.of());
    }

    private static SampleKey key(String task, int sample) {
        return new SampleKey(3, "evaluation/first", task, sample);
    }
}
