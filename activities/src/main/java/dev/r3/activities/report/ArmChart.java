package dev.r3.activities.report;

import dev.r3.workflows.contract.ArmName;
import java.util.ArrayList;
import java.util.List;

/** Each arm's first try as a ring, its second try as a dot below it, each on its interval. */
final class ArmChart {
    private static final double WIDTH = 420;
    private static final double LEFT = 8;
    private static final double RIGHT = WIDTH - 14;
    private static final double ROW = 46;
    private static final double TOP = 26;
    private static final double SMALL = 11;
    private static final double PLAIN = 12;

    private ArmChart() {}

    static Drawing of(List<ArmFigures> arms) {
        double most =
                arms.stream().mapToDouble(arm -> arm.secondTry().high()).max().orElse(1);
        double least =
                arms.stream().mapToDouble(arm -> arm.firstTry().low()).min().orElse(0);
        Axis axis = Axis.covering(least > most / 2 ? least : 0, most);
        double bottom = TOP + ROW * arms.size() + 2;
        List<Mark> marks = new ArrayList<>(legend());
        for (double tick : axis.ticks()) {
            double x = axis.place(tick, LEFT, RIGHT);
            marks.add(Mark.Line.of(x, TOP, x, bottom, Ink.GRID, 1));
            Mark.Anchor anchor = tick == axis.low() ? Mark.Anchor.START : Mark.Anchor.MIDDLE;
            marks.add(
                    new Mark.Label(Math.min(x, WIDTH - 16), bottom + 14, axis.percent(tick), anchor, Ink.MUTED, SMALL));
        }
        for (int i = 0; i < arms.size(); i++) {
            marks.addAll(row(arms.get(i), axis, TOP + ROW * i));
        }
        return new Drawing(
                "arms",
                "Arms with 95 % intervals",
                "first and second try of %d arms; the table has the numbers".formatted(arms.size()),
                WIDTH,
                bottom + 22,
                marks);
    }

    private static List<Mark> legend() {
        return List.of(
                new Mark.Ring(LEFT + 5, 11, 4, Ink.MUTED, ""),
                new Mark.Label(LEFT + 14, 15, "first try", Mark.Anchor.START, Ink.MUTED, SMALL),
                new Mark.Dot(LEFT + 79, 11, 4.5, Ink.MUTED, ""),
                new Mark.Label(LEFT + 89, 15, "second try", Mark.Anchor.START, Ink.MUTED, SMALL));
    }

    private static List<Mark> row(ArmFigures arm, Axis axis, double top) {
        Ink ink = ink(arm.arm());
        double first = top + 24;
        double second = top + 36;
        String shares = "%s, %s"
                .formatted(
                        Numbers.percent(arm.firstTry().share()),
                        Numbers.percent(arm.secondTry().share()));
        List<Mark> marks = new ArrayList<>(List.of(
                new Mark.Label(LEFT, top + 14, arm.arm(), Mark.Anchor.START, Ink.TEXT, PLAIN),
                new Mark.Label(RIGHT, top + 14, shares, Mark.Anchor.END, ink, PLAIN)));
        marks.addAll(interval(arm.firstTry(), axis, first, ink, 1.5));
        marks.addAll(interval(arm.secondTry(), axis, second, ink, 3));
        marks.add(new Mark.Ring(
                axis.place(arm.firstTry().share(), LEFT, RIGHT),
                first,
                4,
                ink,
                tip(arm.arm(), "first try", arm.firstTry())));
        marks.add(new Mark.Dot(
                axis.place(arm.secondTry().share(), LEFT, RIGHT),
                second,
                4.5,
                ink,
                tip(arm.arm(), "second try", arm.secondTry())));
        return marks;
    }

    private static List<Mark> interval(Share share, Axis axis, double y, Ink ink, double width) {
        double low = axis.place(share.low(), LEFT, RIGHT);
        double high = axis.place(share.high(), LEFT, RIGHT);
        return List.of(
                Mark.Line.of(low, y, high, y, ink, width),
                Mark.Line.of(low, y - 4, low, y + 4, ink, 1.5),
                Mark.Line.of(high, y - 4, high, y + 4, ink, 1.5));
    }

    private static String tip(String arm, String what, Share share) {
        return "%s, %s: %s (%s)"
                .formatted(arm, what, Numbers.percent(share.share()), Numbers.range(share.low(), share.high()));
    }

    /** By the weights. */
    static Ink ink(String arm) {
        if (arm.startsWith(ArmName.TRAINED)) {
            return Ink.AFTER;
        }
        return arm.startsWith(ArmName.VANILLA) ? Ink.BEFORE : Ink.OTHER;
    }
}
