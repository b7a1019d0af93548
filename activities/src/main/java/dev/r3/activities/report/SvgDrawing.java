package dev.r3.activities.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Drawings as SVG inside a page, whose style colours them. */
final class SvgDrawing {

    private SvgDrawing() {}

    static Html of(Drawing drawing) {
        Element svg = Element.of(
                        "svg", drawing.marks().stream().map(SvgDrawing::mark).toList())
                .with("viewBox", "0 0 %s %s".formatted(number(drawing.width()), number(drawing.height())))
                .with("role", "img")
                .with("aria-label", drawing.title() + ": " + drawing.description());
        return Element.of("figure", Element.of("figcaption", drawing.title()), svg)
                .with("class", "chart");
    }

    private static Html mark(Mark mark) {
        if (mark instanceof Mark.Line line) {
            return Element.of("polyline")
                    .with("class", "line " + line.ink().label())
                    .with("points", points(line.points()))
                    .with("stroke-width", line.width());
        } else if (mark instanceof Mark.Area area) {
            return Element.of("polygon")
                    .with("class", "area " + area.ink().label())
                    .with("points", points(area.corners()));
        } else if (mark instanceof Mark.Bar bar) {
            return tipped("rect", "fill " + bar.ink().label(), bar.tip())
                    .with("x", bar.x())
                    .with("y", bar.y())
                    .with("width", bar.width())
                    .with("height", bar.height());
        } else if (mark instanceof Mark.Dot dot) {
            return tipped("circle", "fill " + dot.ink().label(), dot.tip())
                    .with("cx", dot.x())
                    .with("cy", dot.y())
                    .with("r", dot.radius());
        } else if (mark instanceof Mark.Ring ring) {
            return tipped("circle", "ring " + ring.ink().label(), ring.tip())
                    .with("cx", ring.x())
                    .with("cy", ring.y())
                    .with("r", ring.radius());
        }
        return label((Mark.Label) mark);
    }

    private static Element tipped(String name, String style, String tip) {
        Element element = tip.isEmpty() ? Element.of(name) : Element.of(name, Element.of("title", tip));
        return element.with("class", style);
    }

    private static Element label(Mark.Label label) {
        return Element.of("text", label.text())
                .with("class", "fill " + label.ink().label())
                .with("x", label.x())
                .with("y", label.y())
                .with("font-size", label.size())
                .with("text-anchor", label.anchor().name().toLowerCase(Locale.ROOT));
    }

    private static String points(List<Mark.Point> points) {
        return points.stream()
                .map(point -> number(point.x()) + "," + number(point.y()))
                .collect(Collectors.joining(" "));
    }

    private static String number(double value) {
        return Numbers.coordinate(value);
    }
}
