package dev.r3.activities.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.r3.activities.port.InMemoryArtifactStore;
import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.Champion;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.StageResult;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChampionsTest {
    private static final ExperimentInput EXPERIMENT = ContestedExperiment.named("demo", "countdown");
    private static final StageResult FIRST = ContestedExperiment.model(1);
    private static final StageResult SECOND = ContestedExperiment.model(2);

    private final InMemoryArtifactStore store = new InMemoryArtifactStore();
    private final Champions champions = new Champions(store, Clock.fixed(Instant.ofEpochMilli(3_000), ZoneOffset.UTC));

    @Test
    void theLastOneIsTheChampion() {
        assertThat(champions.current(EXPERIMENT.spec())).isEmpty();
        champions.crown(EXPERIMENT, FIRST, 1, "better");
        Champion second = champions.crown(EXPERIMENT, SECOND, 2, "better still");
        assertThat(second).isEqualTo(new Champion(2, EXPERIMENT.id(), SECOND, Optional.empty(), "better still", 3_000));
        assertThat(champions.current(EXPERIMENT.spec())).contains(second);
        assertThat(champions.of(EXPERIMENT.spec(), 1).model()).isEqualTo(FIRST);
    }

    @Test
    void ofManyNumbersTheHighestCounts() {
        IntStream.rangeClosed(1, 12)
                .forEach(number -> champions.crown(EXPERIMENT, ContestedExperiment.model(number), number, "better"));
        assertThat(champions.current(EXPERIMENT.spec()).map(Champion::number)).contains(12);
    }

    /** Of many, as each delivery asks for both. */
    @Test
    void noMoreAreReadThanTell() {
        IntStream.rangeClosed(1, 12)
                .forEach(number -> champions.crown(EXPERIMENT, ContestedExperiment.model(number), number, "better"));
        store.reads().clear();
        assertThat(champions.current(EXPERIMENT.spec())).isPresent();
        assertThat(store.reads()).extracting(ArtifactKey::name).containsExactly("champion-000012.json");
        store.reads().clear();
        assertThat(champions.last(
                        EXPERIMENT.spec(), ContestedExperiment.model(11).digest()))
                .isPresent();
        assertThat(store.reads())
                .extracting(ArtifactKey::name)
                .containsExactly("champion-000012.json", "champion-000011.json");
    }

    @Test
    void namesAndFamiliesHaveTheirOwn() {
        champions.crown(EXPERIMENT, FIRST, 1, "better");
        assertThat(champions.current(
                        ContestedExperiment.named("demo", "numeric").spec()))
                .isEmpty();
        assertThat(champions.current(
                        ContestedExperiment.named("demo-2", "countdown").spec()))
                .isEmpty();
    }

    @Test
    void aNumberIsGivenOnce() {
        Champion first = champions.crown(EXPERIMENT, FIRST, 1, "better");
        assertThat(champions.crown(EXPERIMENT, SECOND, 1, "better too")).isEqualTo(first);
        assertThat(champions.crown(EXPERIMENT, FIRST, 1, "told again")).isEqualTo(first);
        assertThat(champions.current(EXPERIMENT.spec())).contains(first);
    }

    @Test
    void ofManyThatRaceOneGetsTheNumberAndAllKnowWhich() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Champion>> racers = IntStream.rangeClosed(1, 32)
                    .<Callable<Champion>>mapToObj(racer ->
                            () -> champions.crown(EXPERIMENT, ContestedExperiment.model(racer), 1, "racer " + racer))
                    .toList();
            List<Champion> holders = new ArrayList<>();
            for (Future<Champion> holder : threads.invokeAll(racers)) {
                holders.add(holder.get());
            }
            assertThat(holders)
                    .containsOnly(champions.current(EXPERIMENT.spec()).orElseThrow());
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void byHandAnyoneFollows() {
        champions.crown(EXPERIMENT, FIRST, 1, "better");
        Champion second = champions
                .crownByHand(EXPERIMENT, SECOND, "ada", "shorter answers")
                .orElseThrow();
        assertThat(second.number()).isEqualTo(2);
        assertThat(second.by()).contains("ada");
        assertThat(champions.crownByHand(EXPERIMENT, SECOND, "bob", "twice")).isEmpty();
        assertThat(champions.crownByHand(EXPERIMENT, FIRST, "ada", "back again").map(Champion::number))
                .contains(3);
        assertThat(champions.last(EXPERIMENT.spec(), FIRST.digest()).map(Champion::reason))
                .contains("back again");
        assertThat(champions.last(
                        EXPERIMENT.spec(), ContestedExperiment.model(9).digest()))
                .isEmpty();
    }
}
