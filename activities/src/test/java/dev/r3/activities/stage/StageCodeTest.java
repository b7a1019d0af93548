package dev.r3.activities.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.r3.activities.port.InMemoryArtifactStore;
import dev.r3.activities.progress.WorkListener;
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageCodeTest {
    private static final String FILE = "answers";
    private static final Digest ONE = new Digest("11".repeat(32));
    private static final Digest OTHER = new Digest("22".repeat(32));
    private static final Hardware SMALL = new Hardware("a small one", 4, 2);
    private static final Hardware LARGE = new Hardware("a large one", 64, 8);
    private static final Supplier<Optional<Maker>> OLDER = Optional::empty;
    private static final StageIdentity WHOLE = StageIdentity.of(StageKind.ATTEMPTS, 1, SpecTree.empty(), Map.of());

    @TempDir
    Path scratch;

    @Test
    void isOneWhereAllWorkersRunIt() {
        Manifest whole = manifest(maker(SMALL, ONE), maker(SMALL, ONE), maker(SMALL, ONE));
        assertThat(whole.code()).isEqualTo(ONE);
        assertThat(StageCode.of(whole).digests()).containsExactly(ONE.hex());
    }

    @Test
    void aWholeNamesThatOfItsShardsToo() {
        Manifest whole = manifest(maker(LARGE, OTHER), maker(SMALL, ONE), maker(SMALL, ONE));
        assertThat(whole.code()).isEqualTo(ONE);
        assertThat(StageCode.of(whole).digests()).containsExactly(ONE.hex(), OTHER.hex());
        assertThat(StageCode.of(whole).recorded()).containsExactly(ONE.hex(), OTHER.hex());
        assertThat(StageCost.of(whole).hardware()).containsExactly(LARGE, SMALL);
    }

    @Test
    void isNoPartOfAnIdentityOrContent() {
        Manifest alike = manifest(maker(SMALL, ONE), maker(SMALL, ONE), maker(SMALL, ONE));
        Manifest mixed = manifest(maker(LARGE, OTHER), OLDER, maker(SMALL, ONE));
        assertThat(mixed.summary()).isNotEqualTo(alike.summary());
        assertThat(mixed.digest()).isEqualTo(alike.digest());
        assertThat(mixed.content()).isEqualTo(alike.content());
    }

    @Test
    void whatAnOlderR3ComputedIsNotKnown() {
        Manifest whole = manifest(OLDER, maker(SMALL, ONE), maker(SMALL, ONE));
        assertThat(StageCode.of(whole).digests()).containsExactly(ONE.hex(), StageCode.UNKNOWN);
        assertThat(StageCode.of(whole).recorded()).containsExactly(ONE.hex());
    }

    /** It told its own code and its shards' hardware alone. */
    @Test
    void nothingIsKnownOfTheShardsOfAnOlderWhole() {
        Stages stages = stages(new InMemoryArtifactStore(), maker(SMALL, ONE));
        StageResult older = stages.run(
                WHOLE,
                RecomputationTest.experiment(),
                folder -> StageOutput.of(Map.of(), ONE, StageCost.NONE.noteIn(SpecTree.empty())));
        assertThat(StageCode.of(stages.manifest(older)).digests()).containsExactly(ONE.hex(), StageCode.UNKNOWN);
    }

    /** Of a stage of two shards, in a store of its own. */
    private Manifest manifest(
            Supplier<Optional<Maker>> first, Supplier<Optional<Maker>> second, Supplier<Optional<Maker>> whole) {
        InMemoryArtifactStore store = new InMemoryArtifactStore();
        shards(stages(store, first)).run(0, StageCodeTest::work, WorkListener.SILENT);
        shards(stages(store, second)).run(1, StageCodeTest::work, WorkListener.SILENT);
        Stages stages = stages(store, whole);
        return stages.manifest(
                shards(stages).together(FILE, StageCodeTest::work, StageCodeTest::assemble, WorkListener.SILENT));
    }

    private Stages stages(InMemoryArtifactStore store, Supplier<Optional<Maker>> maker) {
        return new Stages(store, scratch, Clock.systemUTC(), maker);
    }

    private static Shards shards(Stages stages) {
        return new Shards(stages, WHOLE, RecomputationTest.experiment(), Shard.of(2, 1));
    }

    private static Supplier<Optional<Maker>> maker(Hardware hardware, Digest code) {
        return () -> Optional.of(new Maker(hardware, code));
    }

    private static StageOutput work(Shard shard, Path folder, WorkListener listener) {
        return output(folder, String.valueOf(shard.from()));
    }

    private static StageOutput assemble(ShardResults shards, Path folder) {
        StringBuilder all = new StringBuilder();
        for (Path file : shards.files()) {
            try {
                all.append(Files.readString(file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        StageOutput output = output(folder, all.toString());
        return StageOutput.of(output.files(), output.content(), shards.notes());
    }

    private static StageOutput output(Path folder, String answers) {
        try {
            Path file = Files.writeString(folder.resolve(FILE), answers);
            return StageOutput.of(
                    Map.of(FILE, file), Sha256.of(answers.getBytes(StandardCharsets.UTF_8)), SpecTree.empty());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
