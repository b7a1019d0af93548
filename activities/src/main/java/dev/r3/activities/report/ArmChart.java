package dev.r3.activities.report;

import dev.r3.workflows.contract.ArmName;
import java.util.ArrayList;
import java.util.List;

/**
 * Each arm's first try as a ring, its second try as a dot below it, each on its interval.
 *
 * @param width of the drawing
 * @param left where the axis begins
 * @param right where the axis ends
 * @param row height of an arm's
 * @param first from a row's top to the first try; the second is below
 */
record ArmChart(double width, double left, double right, double row, double first) {
    /** Names before the axis, shares behind it. */
    private static final ArmChart WIDE = new ArmChart(1_000, 210, 870, 30, 9);

    /** Names and shares above the intervals: as wide as a phone. */
    private static final ArmChart NARROW = new ArmChart(420, 8, 406, 46, 24);

    private static final double MARGIN = 8;
    private static final double BETWEEN_TRIES = 12;
    private static final double TOP = 26;
    private static final double SMALL = 11;
    private static final double PLAIN = 12;

    static Drawing wide(List<ArmFigures> arms) {
        return WIDE.drawing("arms", arms);
    }

    static Drawing narrow(List<ArmFigures> arms) {
        return NARROW.drawing("arms-narrow", arms);
    }

    private Drawing drawing(String name, List<ArmFigures> arms) {
        double most =
                arms.stream().mapToDouble(arm -> arm.secondTry().high()).max().orElse(1);
        double least =
                arms.stream().mapToDouble(arm -> arm.firstTry().low()).min().orElse(0);
        Axis axis = Axis.covering(least > most / 2 ? least : 0, most);
        double bottom = TOP + row * arms.size() + 2;
        List<Mark> marks = new ArrayList<>(legend());
        for (double tick : axis.ticks()) {
            double x = axis.place(tick, left, right);
            marks.add(Mark.Line.of(x, TOP, x, bottom, Ink.GRID, 1));
            Mark.Anchor anchor = tick == axis.low() ? Mark.Anchor.START : Mark.Anchor.MIDDLE;
            marks.add(
                    new Mark.Label(Math.min(x, width - 16), bottom + 14, axis.percent(tick), anchor, Ink.MUTED, SMALL));
        }
        for (int i = 0; i < arms.size(); i++) {
            marks.addAll(tries(arms.get(i), axis, TOP + row * i));
        }
        return new Drawing(
                name,
                "Arms with 95 % intervals",
                "first and second try of %d arms; the table has the numbers".formatted(arms.size()),
                width,
                bottom + 22,
                marks);
    }

    private static List<Mark> legend() {
        return List.of(
                new Mark.Ring(MARGIN + 5, 11, 4, Ink.MUTED, ""),
                new Mark.Label(MARGIN + 14, 15, "first try", Mark.Anchor.START, Ink.MUTED, SMALL),
                new Mark.Dot(MARGIN + 79, 11, 4.5, Ink.MUTED, ""),
                new Mark.Label(MARGIN + 89, 15, "second try", Mark.Anchor.START, Ink.MUTED, SMALL));
    }

    private List<Mark> tries(ArmFigures arm, Axis axis, double top) {
        Ink ink = ink(arm.arm());
        double firstTry = top + first;
        double secondTry = firstTry + BETWEEN_TRIES;
        boolean beside = left > MARGIN;
        double letters = beside ? top + first + 10 : top + 14;
        String shares = "%s, %s"
                .formatted(
                        Numbers.percent(arm.firstTry().share()),
                        Numbers.percent(arm.secondTry().share()));
        List<Mark> marks = new ArrayList<>(List.of(
                new Mark.Label(MARGIN, letters, arm.arm(), Mark.Anchor.START, Ink.TEXT, PLAIN),
                new Mark.Label(beside ? width - MARGIN : right, letters, shares, Mark.Anchor.END, ink, PLAIN)));
        marks.addAll(interval(arm.firstTry(), axis, firstTry, ink, 1.5));
        marks.addAll(interval(arm.secondTry(), axis, secondTry, ink, 3));
        marks.add(new Mark.Ring(
                axis.place(arm.firstTry().share(), left, right),
                firstTry,
                4,
                ink,
                tip(arm.arm(), "first try", arm.firstTry())));
        marks.add(new Mark.Dot(
                axis.place(arm.secondTry().share(), left, right),
                secondTry,
                4.5,
                ink,
                tip(arm.arm(), "second try", arm.secondTry())));
        return marks;
    }

    private List<Mark> interval(Share share, Axis axis, double y, Ink ink, double width) {
        double low = axis.place(share.low(), left, right);
        double high = axis.place(share.high(), left, right);
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
