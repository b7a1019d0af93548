package dev.r3.activities.report;

import dev.r3.activities.report.SampledFigures.Estimate;
import dev.r3.activities.report.SampledFigures.OfArm;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** pass@k over k, doubling from tick to tick: a line for each arm, with the intervals of vanilla and trained. */
final class SampledChart {
    private static final double WIDTH = 420;
    private static final double LEFT = 52;
    private static final double RIGHT = WIDTH - 16;
    private static final double HEIGHT = 176;
    private static final double LEGEND_ROW = 15;
    private static final double SMALL = 11;

    private final List<OfArm> arms;
    private final Function<OfArm, List<Estimate>> tried;
    private final Axis values;
    private final double top;

    private SampledChart(List<OfArm> arms, Function<OfArm, List<Estimate>> tried) {
        this.arms = arms;
        this.tried = tried;
        this.top = LEGEND_ROW * arms.size() + 10;
        List<Estimate> all = arms.stream().map(tried).flatMap(List::stream).toList();
        this.values = Axis.covering(
                all.stream().mapToDouble(Estimate::low).min().orElse(0),
                all.stream().mapToDouble(Estimate::high).max().orElse(1));
    }

    /** One for each try; none if there is no more than pass@1. */
    static List<Drawing> of(SampledFigures sampled) {
        if (sampled.samples() < 2) {
            return List.of();
        }
        return List.of(
                drawing("sampled-first-try", "pass@k, first try", sampled.arms(), OfArm::firstTry),
                drawing("sampled-second-try", "pass@k, second try", sampled.arms(), OfArm::secondTry));
    }

    private static Drawing drawing(String file, String title, List<OfArm> arms, Function<OfArm, List<Estimate>> tried) {
        SampledChart chart = new SampledChart(arms, tried);
        return new Drawing(
                file,
                title,
                "%s of %d arms; the table has the numbers".formatted(title, arms.size()),
                WIDTH,
                chart.bottom() + 36,
                chart.marks());
    }

    private double bottom() {
        return top + HEIGHT;
    }

    private List<Mark> marks() {
        List<Mark> marks = new ArrayList<>(grid());
        for (int i = 0; i < arms.size(); i++) {
            OfArm arm = arms.get(i);
            Ink ink = ArmChart.ink(arm.arm());
            marks.add(new Mark.Label(LEFT, LEGEND_ROW * i + 12, arm.arm(), Mark.Anchor.START, ink, SMALL));
            if (ink != Ink.OTHER) {
                marks.add(new Mark.Area(band(tried.apply(arm)), ink));
            }
        }
        arms.forEach(arm -> marks.addAll(line(arm)));
        return marks;
    }

    private List<Mark> line(OfArm arm) {
        Ink ink = ArmChart.ink(arm.arm());
        List<Estimate> estimates = tried.apply(arm);
        List<Mark> marks = new ArrayList<>();
        marks.add(new Mark.Line(places(estimates, Estimate::value), ink, 2));
        for (int i = 0; i < estimates.size(); i++) {
            Estimate estimate = estimates.get(i);
            marks.add(new Mark.Dot(
                    x(i),
                    y(estimate.value()),
                    3,
                    ink,
                    "%s, pass@%d: %s (%s)"
                            .formatted(
                                    arm.arm(),
                                    estimate.k(),
                                    Numbers.percent(estimate.value()),
                                    Numbers.range(estimate.low(), estimate.high()))));
        }
        return marks;
    }

    private List<Mark> grid() {
        List<Mark> marks = new ArrayList<>();
        for (double tick : values.ticks()) {
            double y = y(tick);
            marks.add(Mark.Line.of(LEFT, y, RIGHT, y, Ink.GRID, 1));
            marks.add(new Mark.Label(LEFT - 6, y + 4, values.percent(tick), Mark.Anchor.END, Ink.MUTED, SMALL));
        }
        List<Estimate> any = tried.apply(arms.get(0));
        for (int i = 0; i < any.size(); i++) {
            String k = Integer.toString(any.get(i).k());
            marks.add(new Mark.Label(x(i), bottom() + 16, k, Mark.Anchor.MIDDLE, Ink.MUTED, SMALL));
        }
        marks.add(new Mark.Label((LEFT + RIGHT) / 2, bottom() + 31, "k", Mark.Anchor.MIDDLE, Ink.MUTED, SMALL));
        return marks;
    }

    private List<Mark.Point> band(List<Estimate> estimates) {
        List<Mark.Point> corners = new ArrayList<>(places(estimates, Estimate::high));
        List<Mark.Point> low = places(estimates, Estimate::low);
        for (int i = low.size() - 1; i >= 0; i--) {
            corners.add(low.get(i));
        }
        return corners;
    }

    private List<Mark.Point> places(List<Estimate> estimates, ToDoubleFunction<Estimate> value) {
        return IntStream.range(0, estimates.size())
                .mapToObj(i -> new Mark.Point(x(i), y(value.applyAsDouble(estimates.get(i)))))
                .toList();
    }

    /** Of the place among the k that are shown. */
    private double x(int place) {
        int last = tried.apply(arms.get(0)).size() - 1;
        return LEFT + 8 + (RIGHT - LEFT - 8) * place / last;
    }

    private double y(double value) {
        return values.place(value, bottom(), top);
    }
}
