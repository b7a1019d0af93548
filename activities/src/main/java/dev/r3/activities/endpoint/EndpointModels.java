package dev.r3.activities.endpoint;

import static java.util.Objects.requireNonNull;

import dev.r3.model.policy.Policy;
import dev.r3.workflows.contract.spec.EndpointSpec;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The models behind servers that this process asks. All that it does with one of them shares the bound of requests. */
public final class EndpointModels {
    private final Map<String, String> environment;
    private final Patience patience;
    private final Map<EndpointSpec, Executor> threads = new ConcurrentHashMap<>();

    /**
     * @param environment that holds the keys; they are read when a model is asked
     */
    public EndpointModels(Map<String, String> environment) {
        this(environment, Patience.WORKING);
    }

    EndpointModels(Map<String, String> environment, Patience patience) {
        this.environment = requireNonNull(environment, "environment is null");
        this.patience = requireNonNull(patience, "patience is null");
    }

    /**
     * The policy of a model, for many threads.
     *
     * @throws dev.r3.activities.failure.ConfigFailure if the environment lacks the key that the spec names
     */
    public Policy policy(EndpointSpec spec) {
        EndpointClient client = new EndpointClient(spec, environment, patience);
        return new EndpointPolicy(spec.model(), client, threads.computeIfAbsent(spec, EndpointModels::threads));
    }

    private static Executor threads(EndpointSpec spec) {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                spec.concurrency(), spec.concurrency(), 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, "r3-endpoint");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }
}
