package dev.r3.infra.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LocalWorkerTest {

    private final Path home;
    private final LocalWorker worker;

    LocalWorkerTest(@TempDir Path home) {
        this.home = home;
        this.worker = LocalWorker.of(home);
    }

    /** Stands in for a worker. */
    static final class Sleeper {
        public static void main(String[] arguments) throws InterruptedException {
            new CountDownLatch(1).await();
        }
    }

    @AfterEach
    void end() {
        worker.end();
    }

    @Test
    void oneLivesAtATime() {
        ensure("settings");
        long first = worker.pid().orElseThrow();
        ensure("settings");
        assertThat(worker.pid()).hasValue(first);
    }

    @Test
    void oneOfOtherSettingsStaysAndIsNamed() {
        ensure("settings");
        long first = worker.pid().orElseThrow();
        assertThatThrownBy(() -> ensure("other settings"))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("was started with other settings")
                .hasMessageContaining("r3 down")
                .hasMessageContaining("--home");
        assertThat(worker.pid()).hasValue(first);
    }

    @Test
    void aKilledOneOfOtherSettingsIsNoHindrance() throws Exception {
        ensure("settings");
        ProcessHandle first = ProcessHandle.of(worker.pid().orElseThrow()).orElseThrow();
        first.destroyForcibly();
        first.onExit().get(10, TimeUnit.SECONDS);
        assertThat(worker.isEnded()).isFalse();
        ensure("other settings");
        assertThat(worker.pid().orElseThrow()).isNotEqualTo(first.pid());
    }

    @Test
    void anEndedOneIsGone() {
        assertThat(worker.isEnded()).isTrue();
        ensure("settings");
        assertThat(worker.isEnded()).isFalse();
        worker.end();
        assertThat(worker.isEnded()).isTrue();
        assertThat(worker.pid()).isEmpty();
    }

    @Test
    void oneWhoseServersMovedIsReplaced() {
        ensure("settings");
        long first = worker.pid().orElseThrow();
        worker.ensure(setup("settings", "elsewhere"));
        long second = worker.pid().orElseThrow();
        assertThat(second).isNotEqualTo(first);
        assertThat(ProcessHandle.of(first)).isEmpty();
        worker.follow(setup("settings", "elsewhere"));
        assertThat(worker.pid()).hasValue(second);
        worker.follow(setup("settings", "there"));
        assertThat(worker.pid().orElseThrow()).isNotEqualTo(second);
    }

    @Test
    void onlyALivingOneOfTheSameSettingsFollows() {
        worker.follow(setup("settings", "here"));
        assertThat(worker.pid()).isEmpty();
        ensure("settings");
        long first = worker.pid().orElseThrow();
        worker.follow(setup("other settings", "elsewhere"));
        assertThat(worker.pid()).hasValue(first);
    }

    /** Stands in for a worker that cannot start. */
    static final class Stillborn {
        public static void main(String[] arguments) {
            System.err.println("there is no such thing");
            System.exit(1);
        }
    }

    /** Stands in for a worker that comes to work. */
    static final class Starter {
        public static void main(String[] arguments) throws InterruptedException {
            LocalWorker.of(Path.of(arguments[0])).works();
            new CountDownLatch(1).await();
        }
    }

    @Test
    void oneThatCannotStartIsGivenUpAtTheSecondTime() throws Exception {
        WorkerSetup setup = setup(Stillborn.class);
        worker.ensure(setup);
        awaitDeath();
        worker.keep(setup);
        awaitDeath();
        assertThatThrownBy(() -> worker.keep(setup))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("ends before it works")
                .hasMessageContaining("there is no such thing")
                .hasMessageContaining(worker.log().toString());
        assertThatThrownBy(() -> worker.keep(setup)).isInstanceOf(StackException.class);

        worker.ensure(setup(Starter.class));
        assertThat(worker.pid()).isPresent();
    }

    @Test
    void oneThatWorkedIsStartedAgainHoweverOftenItIsKilled() throws Exception {
        WorkerSetup setup = setup(Starter.class);
        worker.ensure(setup);
        for (int kills = 0; kills < 3; kills++) {
            awaitWork();
            long pid = worker.pid().orElseThrow();
            ProcessHandle.of(pid).orElseThrow().destroyForcibly();
            awaitDeath();
            worker.keep(setup);
            assertThat(worker.pid().orElseThrow()).isNotEqualTo(pid);
        }
    }

    @Test
    void onlyTheWorkerItselfSaysThatItWorks() throws Exception {
        worker.works();
        assertThat(working()).as("there is none").isEmpty();
        WorkerSetup setup = setup(Starter.class);
        worker.ensure(setup);
        awaitWork();
        ProcessHandle starter = ProcessHandle.of(worker.pid().orElseThrow()).orElseThrow();

        worker.works();
        assertThat(working().orElseThrow().pid())
                .as("this process is another worker")
                .isEqualTo(starter.pid());
        starter.destroyForcibly();
        awaitDeath();
        worker.keep(setup);
        assertThat(record().failedStarts()).isZero();
    }

    @Test
    void oneOfAnotherCheckoutStaysUntilACommandStarts() throws Exception {
        ensure("settings");
        long first = worker.pid().orElseThrow();
        rewrite(known -> new WorkerRecord(known.process(), "other", "/elsewhere", "settings", "here", 0));
        assertThat(worker.keep(setup("settings", "here"))).isEqualTo(LocalWorker.Maker.ANOTHER);
        assertThat(worker.pid()).hasValue(first);
        ensure("settings");
        assertThat(worker.pid().orElseThrow()).isNotEqualTo(first);
    }

    @Test
    void oneOfAnOlderBuildOfThisCheckoutIsReplaced() throws Exception {
        ensure("settings");
        long first = worker.pid().orElseThrow();
        rewrite(known -> new WorkerRecord(known.process(), "older", known.place(), "settings", "here", 0));
        assertThat(worker.keep(setup("settings", "here"))).isEqualTo(LocalWorker.Maker.OURS);
        assertThat(worker.pid().orElseThrow()).isNotEqualTo(first);
    }

    private void rewrite(UnaryOperator<WorkerRecord> change) throws IOException {
        JsonFile.write(home.resolve("worker").resolve("worker.json"), change.apply(record()));
    }

    private WorkerRecord record() throws IOException {
        return JsonFile.read(home.resolve("worker").resolve("worker.json"), WorkerRecord.class)
                .orElseThrow();
    }

    private Optional<ProcessIdentity> working() throws IOException {
        return JsonFile.read(home.resolve("worker").resolve("working.json"), ProcessIdentity.class);
    }

    private void awaitDeath() throws InterruptedException {
        while (worker.pid().isPresent()) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private void awaitWork() throws Exception {
        while (working()
                .filter(working -> working.pid() == worker.pid().orElseThrow())
                .isEmpty()) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private WorkerSetup setup(Class<?> main) {
        return new WorkerSetup(
                "settings", "here", List.of(), List.of("-Xmx32m"), main.getName(), List.of(home.toString()));
    }

    private void ensure(String settings) {
        worker.ensure(setup(settings, "here"));
    }

    private static WorkerSetup setup(String settings, String services) {
        return new WorkerSetup(settings, services, List.of(), List.of("-Xmx32m"), Sleeper.class.getName(), List.of());
    }
}
