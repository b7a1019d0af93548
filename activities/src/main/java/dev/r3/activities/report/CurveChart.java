package dev.r3.activities.report;

import dev.r3.activities.report.Curve.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A metric over the steps of training: its values, pale where they jump about with their running mean, and intervals. */
final class CurveChart {
    private static final double WIDTH = 420;
    private static final double LEFT = 52;
    private static final double RIGHT = WIDTH - 12;
    private static final double TOP = 12;
    private static final double BOTTOM = 188;
    private static final double SMALL = 11;

    /** Of so many points the mean tells more than each. */
    private static final int MANY = 30;

    private static final int MOST_DOTS = 25;

    private final Curve curve;
    private final Axis steps;
    private final Axis values;
    private final boolean share;

    private CurveChart(Curve curve, boolean share) {
        this.curve = curve;
        this.share = share;
        List<Point> points = curve.points();
        this.steps = Axis.covering(0, (double) points.get(points.size() - 1).step());
        this.values = Axis.covering(extreme(-1), extreme(1));
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
        OptionalDouble most = curve.points().stream()
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
        boolean many = points.size() > MANY;
        marks.add(new Mark.Line(places(points), many && !share ? Ink.FAINT : Ink.AFTER, many && !share ? 1.5 : 2));
        if (many && !share) {
            marks.add(new Mark.Line(places(runningMean(points)), Ink.AFTER, 2.2));
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

    /** Each point's with those around it: a twentieth of all. */
    private static List<Point> runningMean(List<Point> points) {
        int reach = Math.max(2, points.size() / 40);
        return IntStream.range(0, points.size())
                .mapToObj(i -> new Point(
                        points.get(i).step(),
                        points.subList(Math.max(0, i - reach), Math.min(points.size(), i + reach + 1)).stream()
                                .mapToDouble(Point::value)
                                .average()
                                .orElseThrow(),
                        null,
                        null))
                .toList();
    }

    private double x(Point point) {
        return steps.place((double) point.step(), LEFT, RIGHT);
    }

    private double y(double value) {
        return values.place(value, BOTTOM, TOP);
    }
}
