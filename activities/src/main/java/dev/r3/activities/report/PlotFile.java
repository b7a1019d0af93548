package dev.r3.activities.report;

import dev.r3.activities.failure.FileFailures;
import dev.r3.activities.failure.StorageFailure;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * Drawings as PNG files. Texts are drawn as shapes ({@link Lettering}): where no font is installed Java's own drawing of
 * text fails, and where another is installed a plot would be another one.
 */
final class PlotFile {
    private static final double SCALE = 2;
    private static final double MARGIN = 14;
    private static final double TITLE = 26;
    private static final int PALE = 46;

    static {
        // Nothing is shown: a worker's DISPLAY, if it has one, is not asked.
        System.setProperty("java.awt.headless", "true");
    }

    private final Graphics2D graphics;

    private PlotFile(Graphics2D graphics) {
        this.graphics = graphics;
    }

    /**
     * Writes a drawing with its title.
     *
     * @throws StorageFailure if the file can't be written
     */
    static void write(Drawing drawing, Path file) {
        BufferedImage image = new BufferedImage(
                pixels(drawing.width() + 2 * MARGIN),
                pixels(drawing.height() + 2 * MARGIN + TITLE),
                BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
            graphics.scale(SCALE, SCALE);
            graphics.translate(MARGIN, MARGIN);
            new PlotFile(graphics).draw(drawing);
        } finally {
            graphics.dispose();
        }
        try {
            Files.createDirectories(file.getParent());
            ImageIO.setUseCache(false);
            ImageIO.write(image, "png", file.toFile());
        } catch (IOException e) {
            throw new StorageFailure("cannot write %s: %s".formatted(file, FileFailures.explain(e)), e);
        }
    }

    private static int pixels(double length) {
        return (int) Math.ceil(length * SCALE);
    }

    private void draw(Drawing drawing) {
        mark(new Mark.Label(4, 14, drawing.title(), Mark.Anchor.START, Ink.TEXT, 15));
        graphics.translate(0, TITLE);
        drawing.marks().forEach(this::mark);
    }

    private void mark(Mark mark) {
        if (mark instanceof Mark.Line line) {
            ink(line.ink());
            graphics.setStroke(new BasicStroke((float) line.width(), BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
            graphics.draw(path(line.points()));
        } else if (mark instanceof Mark.Area area) {
            Color solid = new Color(area.ink().rgb());
            graphics.setColor(new Color(solid.getRed(), solid.getGreen(), solid.getBlue(), PALE));
            graphics.fill(path(area.corners()));
        } else if (mark instanceof Mark.Bar bar) {
            fill(new Rectangle2D.Double(bar.x(), bar.y(), bar.width(), bar.height()), bar.ink());
        } else if (mark instanceof Mark.Dot dot) {
            fill(circle(dot.x(), dot.y(), dot.radius()), dot.ink());
        } else if (mark instanceof Mark.Ring ring) {
            graphics.setColor(Color.WHITE);
            graphics.fill(circle(ring.x(), ring.y(), ring.radius()));
            ink(ring.ink());
            graphics.setStroke(new BasicStroke(1.8f));
            graphics.draw(circle(ring.x(), ring.y(), ring.radius()));
        } else if (mark instanceof Mark.Label label) {
            fill(lettering(label), label.ink());
        }
    }

    private static Shape lettering(Mark.Label label) {
        double width = Lettering.width(label.text()) * label.size();
        double left = switch (label.anchor()) {
            case START -> label.x();
            case MIDDLE -> label.x() - width / 2;
            case END -> label.x() - width;
        };
        AffineTransform place = AffineTransform.getTranslateInstance(left, label.y());
        place.scale(label.size(), label.size());
        return place.createTransformedShape(Lettering.of(label.text()));
    }

    private void fill(Shape shape, Ink ink) {
        ink(ink);
        graphics.fill(shape);
    }

    private void ink(Ink ink) {
        graphics.setColor(new Color(ink.rgb()));
    }

    private static Shape circle(double x, double y, double radius) {
        return new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
    }

    private static Path2D path(List<Mark.Point> points) {
        Path2D path = new Path2D.Double();
        path.moveTo(points.get(0).x(), points.get(0).y());
        points.stream().skip(1).forEach(point -> path.lineTo(point.x(), point.y()));
        return path;
    }
}
