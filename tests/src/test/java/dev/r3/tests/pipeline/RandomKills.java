package dev.r3.tests.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Ends a home's worker and servers by SIGKILL, each again and again, in any order and at random moments. */
final class RandomKills implements AutoCloseable {
    static final String WORKER = "worker";
    static final List<String> VICTIMS = List.of("Temporal", "S3", "MLflow", WORKER);

    private static final Duration LONG = Duration.ofMinutes(8);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LEAST_MILLIS_BETWEEN = 2_000;
    private static final int MOST_MILLIS_BETWEEN = 14_000;
    private static final int MILLIS_UNTIL_BACK = 500;

    private final Path home;
    private final Random random;
    private final int each;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final Future<Map<String, Integer>> killed;
    private volatile boolean ended;

    /**
     * Begins.
     *
     * @param each so often each of them is killed at most, so that there is an end
     */
    RandomKills(Path home, Random random, int each) {
        this.home = home;
        this.random = random;
        this.each = each;
        this.killed = thread.submit(this::killAgainAndAgain);
    }

    /** Ends; gives how often which of them was killed. */
    Map<String, Integer> end() throws InterruptedException, ExecutionException {
        thread.shutdown();
        // What is being killed is: a command that was broken off might leave what it started.
        ended = true;
        return killed.get();
    }

    private Map<String, Integer> killAgainAndAgain() throws Exception {
        Map<String, Integer> kills = new TreeMap<>();
        for (int round = 0; round < each; round++) {
            List<String> victims = new ArrayList<>(VICTIMS);
            Collections.shuffle(victims, random);
            for (String victim : victims) {
                if (!sleep()) {
                    return kills;
                }
                while (!kill(victim)) {
                    if (!sleep(MILLIS_UNTIL_BACK)) {
                        return kills;
                    }
                }
                kills.merge(victim, 1, Integer::sum);
            }
        }
        return kills;
    }

    /** Whether it is to go on. */
    private boolean sleep() throws InterruptedException {
        return sleep(LEAST_MILLIS_BETWEEN + random.nextInt(MOST_MILLIS_BETWEEN - LEAST_MILLIS_BETWEEN));
    }

    private boolean sleep(int millis) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (!ended && System.nanoTime() < until) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return !ended;
    }

    /** Whether it was there: what was killed last may still be on its way back. */
    private boolean kill(String victim) throws Exception {
        long pid = pid(victim);
        return pid != 0
                && ProcessHandle.of(pid).map(ProcessHandle::destroyForcibly).orElse(false);
    }

    /** 0 of what does not run. */
    private long pid(String victim) throws Exception {
        JsonNode status = JSON.readTree(R3Process.run(home, LONG, "status", "--json"));
        if (victim.equals(WORKER)) {
            return status.path(WORKER).path("pid").asLong();
        }
        for (JsonNode service : status.path("services")) {
            if (service.path("service").textValue().equals(victim)) {
                return service.path("pid").asLong();
            }
        }
        throw new AssertionError("no service " + victim);
    }

    @Override
    public void close() {
        ended = true;
        thread.shutdown();
    }
}
