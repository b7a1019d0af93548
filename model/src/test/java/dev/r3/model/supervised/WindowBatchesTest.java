package dev.r3.model.supervised;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class WindowBatchesTest {

    private static final int PADDING = 0;

    /** Every token has a number of its own, so that nothing can be lost, doubled or mixed up unseen. */
    @Property(tries = 300)
    void holdEveryTokenOnceWithItsMaskAndPosition(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 60) int count,
            @ForAll @IntRange(min = 2, max = 40) int rowTokens,
            @ForAll @IntRange(min = 1, max = 5) int rowsFitting,
            @ForAll Packing packing) {
        Random random = new Random(seed);
        List<TrainingDocument> documents = documents(random, count, rowTokens);
        BatchPlan plan = new BatchPlan(rowTokens, rowTokens * rowsFitting, count, packing, PADDING, seed);

        List<List<Long>> found = new ArrayList<>();
        List<Long> judged = new ArrayList<>();
        for (SupervisedBatch batch : WindowBatches.of(documents, plan, "0/0")) {
            assertThat(batch.rows() * batch.columns()).isLessThanOrEqualTo(plan.batchTokens());
            assertThat(batch.columns()).isLessThanOrEqualTo(rowTokens);
            collect(batch, found, judged);
        }

        assertThat(found)
                .containsExactlyInAnyOrderElementsOf(
                        documents.stream().map(WindowBatchesTest::tokens).toList());
        List<Long> expected = new ArrayList<>();
        documents.forEach(document -> {
            for (int i = 0; i < document.length(); i++) {
                if (document.carriesLoss(i)) {
                    expected.add((long) document.token(i));
                }
            }
        });
        assertThat(judged).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void packTheFirstRowWithRoom() {
        List<PackedRow> rows = Packing.FIRST_FIT.rows(List.of(of(5), of(4), of(3), of(1), of(6)), 8);

        assertThat(rows.stream()
                        .map(row -> row.documents().stream()
                                .map(TrainingDocument::length)
                                .toList()))
                .containsExactly(List.of(5, 3), List.of(4, 1), List.of(6));
    }

    @Test
    void leaveLittlePaddingWhenPacked() {
        List<TrainingDocument> documents = documents(new Random(1), 2000, 60);
        BatchPlan plan = new BatchPlan(256, 4096, 2000, Packing.FIRST_FIT, PADDING, 1);
        long places = 0;
        long tokens = 0;
        for (SupervisedBatch batch : WindowBatches.of(documents, plan, "0/0")) {
            places += (long) batch.rows() * batch.columns();
            tokens += batch.tokenCount();
        }

        assertThat((double) tokens / places).isGreaterThan(0.98);
    }

    private static void collect(SupervisedBatch batch, List<List<Long>> found, List<Long> judged) {
        long[] tokens = batch.tokens();
        long[] ids = batch.documents();
        long[] positions = batch.positions();
        int filled = 0;
        for (int row = 0; row < batch.rows(); row++) {
            for (int column = 0; column < batch.columns(); column++) {
                int place = row * batch.columns() + column;
                if (ids[place] == 0) {
                    assertThat(tokens[place]).isEqualTo(PADDING);
                    assertThat(positions[place]).isZero();
                    continue;
                }
                filled++;
                if (positions[place] == 0) {
                    assertThat(ids[place]).isEqualTo(column == 0 ? 1 : ids[place - 1] + 1);
                    found.add(new ArrayList<>());
                } else {
                    assertThat(ids[place]).isEqualTo(ids[place - 1]);
                    assertThat(positions[place]).isEqualTo(positions[place - 1] + 1);
                }
                found.get(found.size() - 1).add(tokens[place]);
            }
        }
        assertThat(filled).isEqualTo(batch.tokenCount());
        int[] places = batch.judgedPlaces();
        for (int i = 0; i < places.length; i++) {
            assertThat(batch.judgedRow(i) * batch.columns() + batch.judgedColumn(i))
                    .isEqualTo(places[i]);
            assertThat(batch.judgedColumn(i)).isPositive();
            assertThat(ids[places[i] - 1]).isEqualTo(ids[places[i]]);
            judged.add(tokens[places[i]]);
        }
    }

    private static List<TrainingDocument> documents(Random random, int count, int longest) {
        List<TrainingDocument> documents = new ArrayList<>();
        int token = 1;
        for (int i = 0; i < count; i++) {
            int[] tokens = new int[1 + random.nextInt(longest)];
            boolean[] mask = new boolean[tokens.length];
            for (int t = 0; t < tokens.length; t++) {
                tokens[t] = token++;
                mask[t] = random.nextBoolean();
            }
            documents.add(new TrainingDocument(tokens, mask));
        }
        Collections.shuffle(documents, random);
        return documents;
    }

    private static TrainingDocument of(int length) {
        return new TrainingDocument(new int[length], new boolean[length]);
    }

    private static List<Long> tokens(TrainingDocument document) {
        List<Long> tokens = new ArrayList<>();
        for (int token : document.tokens()) {
            tokens.add((long) token);
        }
        return tokens;
    }
}
