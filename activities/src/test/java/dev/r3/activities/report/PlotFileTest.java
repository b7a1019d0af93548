package dev.r3.activities.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlotFileTest {
    private static final String NO_FONTS = "<?xml version=\"1.0\"?><fontconfig></fontconfig>";

    @TempDir
    Path folder;

    @Test
    void whereThereIsNoFontAPlotIsTheSame() throws IOException, InterruptedException {
        Path plot = folder.resolve("with.png");
        NoFonts.write(plot);
        Path without = folder.resolve("without.png");
        ProcessBuilder child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        // Java keeps what it found out of the system's fonts below the user's home.
                        "-Duser.home=" + folder,
                        "-cp",
                        System.getProperty("java.class.path"),
                        NoFonts.class.getName(),
                        without.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out.txt").toFile());
        child.environment()
                .put(
                        "FONTCONFIG_FILE",
                        Files.writeString(folder.resolve("fonts.conf"), NO_FONTS)
                                .toString());
        Process process = child.start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("out.txt")))
                .isZero();
        assertThat(without).hasSameBinaryContentAs(plot);
    }

    /** Draws in a process of its own. */
    static final class NoFonts {
        private NoFonts() {}

        public static void main(String[] arguments) {
            write(Path.of(arguments[0]));
        }

        static void write(Path file) {
            List<Mark> marks = List.of(new Mark.Label(10, 40, "Ab%·ü", Mark.Anchor.START, Ink.TEXT, 20));
            PlotFile.write(new Drawing("plot", "A title", "nothing", 200, 60, marks), file);
        }
    }

    @Test
    void marksHaveTheirColoursAndPlaces() throws IOException {
        List<Mark> marks = new ArrayList<>(List.of(
                new Mark.Bar(0, 0, 50, 60, Ink.AFTER, ""),
                new Mark.Dot(80, 30, 8, Ink.BEFORE, ""),
                Mark.Line.of(100, 30, 140, 30, Ink.OTHER, 6)));
        Path file = folder.resolve("plots/marks.png");
        PlotFile.write(new Drawing("marks", "", "nothing", 200, 60, marks), file);
        BufferedImage image = ImageIO.read(file.toFile());
        assertThat(image.getWidth()).isEqualTo(456);
        assertThat(colour(image, 25, 30)).isEqualTo(Ink.AFTER.rgb());
        assertThat(colour(image, 80, 30)).isEqualTo(Ink.BEFORE.rgb());
        assertThat(colour(image, 120, 30)).isEqualTo(Ink.OTHER.rgb());
        assertThat(colour(image, 180, 50)).isEqualTo(0xffffff);
    }

    /** At a drawing's place: below margin and title, at twice its size. */
    private static int colour(BufferedImage image, int x, int y) {
        return image.getRGB(2 * (x + 14), 2 * (y + 14 + 26)) & 0xffffff;
    }
}
