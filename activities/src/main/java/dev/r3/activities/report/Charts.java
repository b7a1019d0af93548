package dev.r3.activities.report;

import dev.r3.workflows.contract.ArmName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * All drawings of a report.
 *
 * @param narrowArms the same as {@code arms} for narrow pages
 */
record Charts(Drawing arms, Drawing narrowArms, List<Drawing> sampled, List<Drawing> curves, List<Drawing> errors) {
    private static final Map<String, String> TITLES = Map.of(
            "reward", "Reward",
            "completions/mean_length", "Length of a reflection, tokens",
            "eval/validation/first_try", "First try on validation tasks",
            "eval/validation/second_try", "Second try on validation tasks");

    Charts {
        sampled = List.copyOf(sampled);
        curves = List.copyOf(curves);
        errors = List.copyOf(errors);
    }

    static Charts of(Figures figures) {
        ArmFigures before = figures.arm(ArmName.VANILLA);
        ArmFigures after = figures.arm(ArmName.TRAINED);
        SampledFigures sampled = figures.sampled();
        return new Charts(
                ArmChart.wide(figures.arms()),
                ArmChart.narrow(figures.arms()),
                sampled == null ? List.of() : SampledChart.of(sampled),
                figures.curves().stream()
                        .filter(curve -> !curve.points().isEmpty())
                        .map(Charts::curve)
                        .toList(),
                List.of(
                        ErrorChart.of(
                                "errors-first-try", "After the first try", before.firstErrors(), after.firstErrors()),
                        ErrorChart.of(
                                "errors-second-try", "After the second try", before.lastErrors(), after.lastErrors())));
    }

    private static Drawing curve(Curve curve) {
        String metric = curve.metric();
        return CurveChart.of(
                "curve-" + metric.replace('/', '-').replace('_', '-'), TITLES.getOrDefault(metric, metric), curve);
    }

    /** Each once. */
    List<Drawing> all() {
        List<Drawing> all = new ArrayList<>(List.of(arms));
        all.addAll(sampled);
        all.addAll(curves);
        all.addAll(errors);
        return all;
    }
}
