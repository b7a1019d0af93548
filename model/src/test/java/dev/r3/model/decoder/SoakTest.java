package dev.r3.model.decoder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.r3.model.checkpoint.Checkpoint;
import dev.r3.model.checkpoint.Fixtures;
import dev.r3.model.generate.Context;
import dev.r3.model.generate.Generation;
import dev.r3.model.generate.GenerationLimits;
import dev.r3.model.generate.GenerationRequest;
import dev.r3.model.generate.Generator;
import dev.r3.model.generate.SampleKey;
import dev.r3.model.generate.StopRule;
import dev.r3.model.optimize.AdamWConfig;
import dev.r3.model.optimize.ConstantRate;
import dev.r3.model.optimize.WarmupSteps;
import dev.r3.model.policy.CompletionRequest;
import dev.r3.model.policy.Conversation;
import dev.r3.model.policy.LocalPolicy;
import dev.r3.model.policy.TemplateSettings;
import dev.r3.model.tokenizer.ChatMessage;
import dev.r3.model.tokenizer.ChatTokenizer;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Hundreds of steps hold as much native memory as one. */
class SoakTest {
    private static final int STEPS = 250;

    /** Contexts forked and gone on from, rows that finish, wait and are given up; keys turned anew by longrope. */
    @Test
    void generationHoldsNoMoreAndMore() throws IOException {
        try (Decoder decoder = decoder("phi3-longrope", Precision.BFLOAT16);
                Generator generator =
                        new Generator(decoder, tokens -> " " + tokens.length, new GenerationLimits(6, 96))) {
            NativeMemory.assertConstant(decoder, () -> {
                long until = generator.counts().steps() + STEPS;
                while (generator.counts().steps() < until) {
                    generator.run(IntStream.range(0, 3).mapToObj(SoakTest::root).toList(), SoakTest::next);
                }
            });
            assertThat(generator.counts().recomputed()).isPositive();
            assertThat(generator.counts().reused()).isPositive();
        }
    }

    @Test
    void aPolicyHoldsNoMoreAndMore() throws IOException {
        try (ChatTokenizer chat = ChatTokenizer.open(Fixtures.folder("llama31"));
                Decoder decoder = decoder("llama31", Precision.FLOAT32);
                LocalPolicy policy =
                        new LocalPolicy(chat, decoder, new GenerationLimits(8, 256), TemplateSettings.NONE)) {
            NativeMemory.assertConstant(decoder, () -> {
                long until = policy.counts().steps() + STEPS;
                while (policy.counts().steps() < until) {
                    Conversation asked = Conversation.of(List.of(ChatMessage.user("Count.")));
                    policy.run(
                            IntStream.range(0, 4)
                                    .mapToObj(sample -> ask(asked, "answer", sample))
                                    .toList(),
                            done -> done.request().key().stage().equals("answer")
                                    ? List.of(ask(
                                            done.conversation().then(ChatMessage.user("Again.")),
                                            "retry",
                                            done.request().key().sample()))
                                    : List.of());
                }
            });
        }
    }

    @Test
    void trainingHoldsNoMoreAndMore() throws IOException {
        try (Decoder decoder = decoder("qwen3", Precision.FLOAT32)) {
            DecoderTraining training = DecoderTraining.of(decoder);
            AdamWConfig adamW = AdamWConfig.defaults(new ConstantRate(1e-5, new WarmupSteps(0)));
            int[] step = {0};
            NativeMemory.assertConstant(decoder, () -> {
                for (int i = 0; i < STEPS; i++) {
                    // Of other shapes each time, as real batches are.
                    TrainingBatch batch = batch(4 + i % 7, 3 + i % 5);
                    LayerMemory memory = i % 2 == 0 ? LayerMemory.KEPT : LayerMemory.RECOMPUTED;
                    double[] derivatives =
                            new double[training.forward(batch, 1, memory).size()];
                    Arrays.fill(derivatives, 0.1);
                    training.backward(derivatives);
                    training.update(adamW, ++step[0], 1e-5, training.gradientNorm());
                }
            });
        }
    }

    /** A result whose scope stays open is what the count is there to find. */
    @Test
    void whatIsNotClosedIsCounted() throws IOException {
        try (Decoder decoder = decoder("qwen2-tied", Precision.FLOAT32)) {
            long before = NativeMemory.resources(decoder);
            var open = decoder.newScope();
            assertThat(NativeMemory.resources(decoder)).isEqualTo(before + 1);
            open.close();
            assertThat(NativeMemory.resources(decoder)).isEqualTo(before);
        }
    }

    private static TrainingBatch batch(int prompt, int answer) {
        TrainingBatch.Builder batch = TrainingBatch.builder();
        int trunk = batch.trunk(IntStream.range(10, 10 + prompt).toArray());
        for (int first = 20; first < 23; first++) {
            int branch =
                    batch.branch(trunk, IntStream.range(first, first + answer).toArray());
            for (int i = 0; i < answer; i++) {
                batch.judgeBranch(branch, i);
            }
        }
        return batch.build();
    }

    private static GenerationRequest root(int task) {
        int[] prompt = IntStream.range(5, 30 + task).toArray();
        return request(Context.of(prompt), "answer", task, 0);
    }

    private static List<GenerationRequest> next(Generation done) {
        SampleKey key = done.request().key();
        int task = Integer.parseInt(key.task());
        return switch (key.stage()) {
            case "answer" -> {
                Context reflect = done.context().then(new int[] {11, 12, 13});
                yield IntStream.range(0, 3)
                        .mapToObj(sample -> request(reflect, "reflection", task, sample))
                        .toList();
            }
            case "reflection" -> List.of(request(done.context().then(new int[] {21, 22}), "retry", task, key.sample()));
            default -> List.of();
        };
    }

    private static GenerationRequest request(Context context, String stage, int task, int sample) {
        return new GenerationRequest(
                context,
                new SampleKey(1, stage, String.valueOf(task), sample),
                new Sampling(0.9, 30, 0.95, 0, 1.1),
                8 + 3 * sample,
                new StopRule(Set.of(3), List.of(" 99")));
    }

    private static CompletionRequest ask(Conversation conversation, String stage, int sample) {
        return new CompletionRequest(
                conversation,
                new SampleKey(1, stage, "task", sample),
                Sampling.atTemperature(1),
                6 + 3 * sample,
                List.of("<never>"));
    }

    private static Decoder decoder(String fixture, Precision precision) throws IOException {
        try (Checkpoint checkpoint = Checkpoint.open(Fixtures.folder(fixture))) {
            return Decoder.load(checkpoint, precision);
        }
    }
}
