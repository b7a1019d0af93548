package dev.r3.model.generate;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/** Deals requests out to lanes: those of one tree stay together, and trees go round in the order of their first request. */
final class Shares {
    private Shares() {}

    /** Each lane's requests, in their order. */
    static List<List<GenerationRequest>> of(List<GenerationRequest> requests, int lanes) {
        List<List<GenerationRequest>> shares = new ArrayList<>();
        for (int lane = 0; lane < lanes; lane++) {
            shares.add(new ArrayList<>());
        }
        IdentityHashMap<Context, Integer> laneOf = new IdentityHashMap<>();
        for (GenerationRequest request : requests) {
            int next = laneOf.size() % lanes;
            shares.get(laneOf.computeIfAbsent(request.context().root(), root -> next))
                    .add(request);
        }
        return shares;
    }
}
