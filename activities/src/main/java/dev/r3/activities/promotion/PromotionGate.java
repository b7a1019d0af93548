package dev.r3.activities.promotion;

import dev.r3.activities.evaluation.Arm;
import dev.r3.model.evaluate.McNemar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lets a trained model through if its second try beats the vanilla model's and the champion's, task by task.
 *
 * <p>Each comparison is McNemar's exact one-sided test at the level. All have to be won, so a model that is no better
 * than one of them gets through at most as often as the level says, however many there are (an intersection-union test:
 * Berger, Technometrics 24, 1982): no correction for their number is needed.
 *
 * @param level the greatest p that counts as won, above 0 and below 1
 */
public record PromotionGate(double level) {
    public PromotionGate {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("level is %s; expected above 0 and below 1".formatted(level));
        }
    }

    /**
     * Decides.
     *
     * @param champion on the same tasks; empty if there is none yet, or if it is this very model
     */
    public PromotionDecision decide(Arm vanilla, Arm trained, Optional<Arm> champion) {
        List<String> reasons = new ArrayList<>();
        boolean won = wins(trained, vanilla, reasons);
        if (champion.isPresent()) {
            won &= wins(trained, champion.get(), reasons);
        }
        return new PromotionDecision(won, String.join("; ", reasons));
    }

    private boolean wins(Arm trained, Arm other, List<String> reasons) {
        McNemar pairs = other.secondTryAgainst(trained);
        double p = pairs.secondIsNoBetter();
        boolean wins = p <= level;
        reasons.add("second try %.1f %% %s %s's %.1f %% on %,d tasks (one-sided p %s, level %s)"
                .formatted(
                        100 * trained.secondTry().share(),
                        wins ? "beats" : "does not beat",
                        other.name(),
                        100 * other.secondTry().share(),
                        trained.results().size(),
                        p < 0.001 ? "%.1e".formatted(p) : "%.3f".formatted(p),
                        level));
        return wins;
    }
}
