package dev.r3.activities.report;

import java.util.List;

/** A part of a drawing; lengths in its units, y downwards. */
sealed interface Mark {

    /** A place. */
    record Point(double x, double y) {}

    /** A line through points. */
    record Line(List<Point> points, Ink ink, double width) implements Mark {
        public Line {
            points = List.copyOf(points);
        }

        static Line of(double x, double y, double toX, double toY, Ink ink, double width) {
            return new Line(List.of(new Point(x, y), new Point(toX, toY)), ink, width);
        }
    }

    /** A pale surface. */
    record Area(List<Point> corners, Ink ink) implements Mark {
        public Area {
            corners = List.copyOf(corners);
        }
    }

    /** A bar. */
    record Bar(double x, double y, double width, double height, Ink ink, String tip) implements Mark {}

    /** A filled dot. */
    record Dot(double x, double y, double radius, Ink ink, String tip) implements Mark {}

    /** A ring. */
    record Ring(double x, double y, double radius, Ink ink, String tip) implements Mark {}

    /** A text on one line; y is its base line. */
    record Label(double x, double y, String text, Anchor anchor, Ink ink, double size) implements Mark {}

    /** Which part of a label is at its x. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }
}
