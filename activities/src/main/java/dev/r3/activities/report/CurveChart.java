package dev.r3.activities.report;

import dev.r3.activities.report.Curve.Point;
import dev.r3.model.evaluate.SampleMean;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A metric over the steps of training with intervals: of its values, or where these jump about of their running mean. */
final class CurveChart {
    private static final double WIDTH = 420;
    private static final double LEFT = 52;
    private static final double RIGHT = WIDTH - 12;
    private static final double TOP = 12;
    private static final double BOTTOM = 188;
    private static final double SMALL = 11;

    /**
     * Of more points the running mean tells more than each. Of so few its window of five would hold a sixth of all training
     * and more: its interval would show how values rise there besides how they vary.
     */
    static final int FEW = 30;

    private static final int MOST_DOTS = 25;

    private final Curve curve;
    private final Axis steps;
    private final Axis values;
    private final boolean share;

    /** The running mean with its interval; empty where the values speak for themselves. */
    private final List<Point> means;

    private CurveChart(Curve curve, boolean share) {
        this.curve = curve;
        this.share = share;
        this.means = share || isWithoutBand(curve) ? List.of() : runningMean(curve.points());
        List<Point> points = curve.points();
        this.steps = Axis.covering(0, (double) points.get(points.size() - 1).step());
        this.values = Axis.covering(extreme(-1), extreme(1));
    }

    /** Whether a curve has neither intervals of its own nor enough values for those of a mean. */
    static boolean isWithoutBand(Curve curve) {
        return curve.points().size() <= FEW && curve.points().stream().allMatch(point -> point.low() == null);
    }

    /**
     * Draws a curve.
     *
     * @param curve with a point at least
     */
    static Drawing of(String file, String title, Curve curve) {
        boolean share = curve.points().stream().anyMatch(point -> point.low() != null);
        CurveChart chart = new CurveChart(curve, share);
        Point last = curve.points().get(curve.points().size() - 1);
        return new Drawing(
                file,
                title,
                "%s at step %d: %s".formatted(curve.metric(), last.step(), chart.label(last.value())),
                WIDTH,
                BOTTOM + 36,
                chart.marks());
    }

    /** The outermost value or interval's end in a direction. */
    private double extreme(int direction) {
        OptionalDouble most = Stream.concat(curve.points().stream(), means.stream())
                .mapToDouble(point -> direction * or(direction > 0 ? point.high() : point.low(), point.value()))
                .max();
        return direction * most.orElseThrow();
    }

    private static double or(@Nullable Double end, double value) {
        return end == null ? value : end;
    }

    private List<Mark> marks() {
        List<Mark> marks = new ArrayList<>(grid());
        List<Point> points = curve.points();
        if (share) {
            marks.add(new Mark.Area(band(points), Ink.AFTER));
        }
        if (means.isEmpty()) {
            marks.add(new Mark.Line(places(points), Ink.AFTER, 2));
        } else {
            marks.add(new Mark.Line(places(points), Ink.FAINT, 1.5));
            marks.add(new Mark.Area(band(means), Ink.AFTER));
            marks.add(new Mark.Line(places(means), Ink.AFTER, 2.2));
        }
        if (points.size() <= MOST_DOTS) {
            points.forEach(point -> marks.add(new Mark.Dot(
                    x(point), y(point.value()), 3, Ink.AFTER, "step %d: %s".formatted(point.step(), tip(point)))));
        }
        return marks;
    }

    private String tip(Point point) {
        Double low = point.low();
        Double high = point.high();
        return low == null || high == null
                ? label(point.value())
                : label(point.value()) + " (" + Numbers.range(low, high) + ")";
    }

    private String label(double value) {
        return share ? Numbers.percent(value) : Numbers.decimal(value);
    }

    private List<Mark> grid() {
        List<Mark> marks = new ArrayList<>();
        for (double tick : values.ticks()) {
            double y = y(tick);
            marks.add(Mark.Line.of(LEFT, y, RIGHT, y, Ink.GRID, 1));
            String label = share ? values.percent(tick) : values.label(tick);
            marks.add(new Mark.Label(LEFT - 6, y + 4, label, Mark.Anchor.END, Ink.MUTED, SMALL));
        }
        for (double tick : steps.ticks()) {
            double x = steps.place(tick, LEFT, RIGHT);
            marks.add(new Mark.Label(
                    Math.min(x, RIGHT - 8), BOTTOM + 16, steps.label(tick), Mark.Anchor.MIDDLE, Ink.MUTED, SMALL));
        }
        marks.add(new Mark.Label((LEFT + RIGHT) / 2, BOTTOM + 31, "step", Mark.Anchor.MIDDLE, Ink.MUTED, SMALL));
        return marks;
    }

    private List<Mark.Point> band(List<Point> points) {
        List<Mark.Point> corners = new ArrayList<>();
        points.forEach(point -> corners.add(new Mark.Point(x(point), y(or(point.high(), point.value())))));
        for (int i = points.size() - 1; i >= 0; i--) {
            Point point = points.get(i);
            corners.add(new Mark.Point(x(point), y(or(point.low(), point.value()))));
        }
        return corners;
    }

    private List<Mark.Point> places(List<Point> points) {
        return points.stream()
                .map(point -> new Mark.Point(x(point), y(point.value())))
                .toList();
    }

    /** Each point's with those around it: a twentieth of all, with the interval of what a step's value is on average there. */
    private static List<Point> runningMean(List<Point> points) {
        int reach = Math.max(2, points.size() / 40);
        return IntStream.range(0, points.size())
                .mapToObj(i -> mean(
                        points.get(i).step(),
                        points.subList(Math.max(0, i - reach), Math.min(points.size(), i + reach + 1))))
                .toList();
    }

    private static Point mean(long step, List<Point> around) {
        SampleMean mean = SampleMean.of(around.stream().map(Point::value).toList());
        return new Point(
                step, mean.mean(), mean.interval().low(), mean.interval().high());
    }

    private double x(Point point) {
        return steps.place((double) point.step(), LEFT, RIGHT);
    }

    private double y(double value) {
        return values.place(value, BOTTOM, TOP);
    }
}
