package dev.r3.activities.promotion;

import dev.r3.activities.evaluation.Arm;
import dev.r3.activities.evaluation.ForgettingCheck;
import dev.r3.workflows.contract.spec.GateSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides by the arms alone. The trained model is promoted if
 *
 * <ul>
 *   <li>its second try beats vanilla's, and the champion's if there is one: the exact one-sided McNemar test of the same
 *       tasks gives a p of at most the level. So of models that are no better, at most that share is promoted.
 *       What the champion may have been trained on is left out;
 *   <li>its first try loses no more against vanilla than the limit, which has to be shown too: the lower end of the
 *       difference's 95 % interval (Newcombe's for pairs) is within. Too few test tasks show nothing, and all stays;
 *   <li>on each data set that forgetting is checked on, the same holds for that one's limit.
 * </ul>
 */
record PromotionGate(GateSpec spec) {
    private static final double TINY = 1e-12;

    /** What was looked at, and whether it speaks for the trained model. */
    private record Finding(boolean holds, String text) {}

    /**
     * @param champion on the same tasks as the others
     * @param checks of forgetting
     */
    PromotionDecision decide(Arm vanilla, Arm trained, Optional<Rival> champion, List<ForgettingCheck> checks) {
        List<Finding> findings = new ArrayList<>();
        findings.add(secondTry(trained, vanilla));
        champion.ifPresent(best -> findings.add(secondTry(trained, best)));
        findings.add(firstTry("the first try", trained, vanilla, spec.firstTryLoss()));
        checks.forEach(check -> findings.add(firstTry(
                "the first try on " + check.name(),
                check.trained(),
                check.vanilla(),
                check.spec().limit())));
        List<Finding> against =
                findings.stream().filter(finding -> !finding.holds()).toList();
        if (!against.isEmpty()) {
            return PromotionDecision.kept(joined(against));
        }
        return PromotionDecision.promoted(
                champion.isPresent() ? joined(findings) : joined(findings) + "; there was no champion yet");
    }

    private static String joined(List<Finding> findings) {
        return findings.stream().map(Finding::text).collect(Collectors.joining("; "));
    }

    /** On what the champion was not trained on: of the rest it may know answers. */
    private Finding secondTry(Arm trained, Rival champion) {
        if (champion.untaught().isEmpty()) {
            return secondTry(trained, champion.arm());
        }
        Set<String> tasks = champion.untaught().get();
        String name = champion.arm().name();
        int all = trained.results().size();
        return trained.on(tasks)
                .flatMap(own -> champion.arm().on(tasks).map(best -> {
                    Finding finding = secondTry(own, best);
                    String where = "%s on the %d of %d test tasks that no training of %s can have had"
                            .formatted(finding.text(), own.results().size(), all, name);
                    return new Finding(finding.holds(), where);
                }))
                .orElseGet(() -> new Finding(
                        false,
                        "each of the %d test tasks may have been one that %s was trained on, by its data.split, so that it can't be compared with; give data.split the seed of %s and no larger a test share, or see `r3 promote`"
                                .formatted(all, name, name)));
    }

    private Finding secondTry(Arm trained, Arm other) {
        double p = other.secondTryAgainst(trained).secondIsNoBetter();
        boolean beats = p <= spec.level();
        String text = "the second try, %s, %s %s's, %s (one-sided p %s, level %s)"
                .formatted(
                        percent(trained.secondTry().share()),
                        beats ? "beats" : "does not beat",
                        other.name(),
                        percent(other.secondTry().share()),
                        p(p),
                        spec.level());
        return new Finding(beats, text);
    }

    private static Finding firstTry(String what, Arm trained, Arm vanilla, double limit) {
        double worst = trained.firstTryDifference(vanilla).newcombe().low();
        boolean within = worst >= -limit;
        String text = "%s, %s after vanilla's %s, may have lost %s points, %s the limit of %s"
                .formatted(
                        what,
                        percent(trained.firstTry().share()),
                        percent(vanilla.firstTry().share()),
                        points(Math.max(0, -worst)),
                        within ? "within" : "beyond",
                        points(limit));
        return new Finding(within, text);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private static String points(double share) {
        return String.format(Locale.ROOT, "%.1f", 100 * share);
    }

    private static String p(double value) {
        if (value < TINY) {
            return "< 1e-12";
        }
        return String.format(Locale.ROOT, value < 0.001 ? "%.1e" : "%.3f", value);
    }
}
