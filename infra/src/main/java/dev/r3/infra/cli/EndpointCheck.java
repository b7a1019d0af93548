package dev.r3.infra.cli;

import dev.r3.activities.endpoint.EndpointClient;
import dev.r3.activities.endpoint.Patience;
import dev.r3.activities.failure.ConfigFailure;
import dev.r3.activities.failure.StageFailure;
import dev.r3.infra.spec.ResolvedSpec;
import dev.r3.infra.spec.ServedModel;

/** Looks whether the servers that an experiment asks are there, so that a wrong address, key or name is told at once. */
final class EndpointCheck {

    private EndpointCheck() {}

    /** Asks each server once for its models. */
    static void of(ResolvedSpec spec) {
        spec.models().values().forEach(model -> {
            if (model instanceof ServedModel served) {
                check(served);
            }
        });
    }

    private static void check(ServedModel served) {
        try {
            new EndpointClient(served.endpoint(), System.getenv(), Patience.ASKING).check();
        } catch (ConfigFailure e) {
            throw UserError.usage(e);
        } catch (StageFailure e) {
            throw UserError.failed(e);
        }
    }
}
