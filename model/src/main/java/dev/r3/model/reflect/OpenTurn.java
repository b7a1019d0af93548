package dev.r3.model.reflect;

import dev.r3.model.generate.SampleKey;
import dev.r3.model.policy.Completion;
import dev.r3.model.policy.CompletionRequest;
import java.util.List;
import java.util.function.Function;

/** A turn that is being written: what follows it. */
interface OpenTurn {
    List<CompletionRequest> written(Completion completion);

    List<CompletionRequest> rejected(SampleKey key, String reason);

    /** A turn that answers a task. */
    static OpenTurn attempt(EpisodeTask task, Function<Attempt, List<CompletionRequest>> then) {
        return new OpenTurn() {
            @Override
            public List<CompletionRequest> written(Completion completion) {
                return then.apply(new Attempt.Written(completion, task.judge(completion)));
            }

            @Override
            public List<CompletionRequest> rejected(SampleKey key, String reason) {
                return then.apply(new Attempt.Rejected(key, reason));
            }
        };
    }
}
