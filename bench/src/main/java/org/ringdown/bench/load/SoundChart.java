package org.ringdown.bench.load;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A value over the number of calls, a line for each subject, as SVG without a background: what it shows is readable on white and on black. */
final class SoundChart {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 380;
    private static final Color NOTHING = new Color(0, 0, 0, 0);
    private static final Color TEXT = new Color(0x80, 0x80, 0x80);
    private static final Color GRID = new Color(0x80, 0x80, 0x80, 0x40);
    private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);

    /** Told apart by brightness as well, for whoever does not see their hue. */
    private static final List<Color> COLOURS =
            List.of(
                    new Color(0x1f8fff),
                    new Color(0xe0701a),
                    new Color(0xa05fd0),
                    new Color(0x2e9e5b));

    /** Letters are drawn as outlines; a hundredth of a pixel is enough for them. */
    private static final Pattern TOO_EXACT = Pattern.compile("(\\.\\d\\d)\\d+");

    private static final float[] DASHES = {7f, 5f};

    private final SoundReport report;

    SoundChart(SoundReport report) {
        this.report = report;
    }

    void cost(Path svg) throws IOException {
        var chart = chart("processor time for a packet, µs");
        chart.getStyler().setYAxisMin(0.0);
        draw(chart, Line::micros, svg);
    }

    void delay(Path svg) throws IOException {
        var chart = chart("delay that 99 % do not exceed, ms");
        chart.getStyler().setYAxisLogarithmic(true);
        draw(chart, Line::p99, svg);
    }

    private static XYChart chart(String what) {
        var chart =
                new XYChartBuilder()
                        .width(WIDTH)
                        .height(HEIGHT)
                        .xAxisTitle("calls")
                        .yAxisTitle(what)
                        .build();
        var style = chart.getStyler();
        style.setChartBackgroundColor(NOTHING)
                .setPlotBackgroundColor(NOTHING)
                .setPlotBorderColor(GRID)
                .setLegendBackgroundColor(NOTHING)
                .setLegendBorderColor(NOTHING)
                .setChartFontColor(TEXT)
                .setLegendFont(FONT)
                .setLegendPosition(LegendPosition.OutsideS)
                .setAntiAlias(true);
        style.setLegendLayout(LegendLayout.Horizontal);
        style.setAxisTickLabelsColor(TEXT)
                .setAxisTickMarksColor(GRID)
                .setPlotGridLinesColor(GRID)
                .setAxisTickLabelsFont(FONT)
                .setAxisTitleFont(FONT)
                .setXAxisMin(0.0);
        return chart;
    }

    private void draw(XYChart chart, ToDoubleFunction<Line> value, Path svg) throws IOException {
        int number = 0;
        for (var subject : report.subjects()) {
            var lines =
                    report.lines().stream().filter(line -> line.subject().equals(subject)).toList();
            var series =
                    chart.addSeries(
                            subject,
                            lines.stream().map(Line::calls).toList(),
                            lines.stream().map(value::applyAsDouble).toList());
            var colour = COLOURS.get(number % COLOURS.size());
            series.setMarkerColor(colour)
                    .setMarker(SeriesMarkers.CIRCLE)
                    .setLineColor(colour)
                    .setLineStyle(number == 0 ? solid() : dashed());
            number++;
        }
        VectorGraphicsEncoder.saveVectorGraphic(chart, svg.toString(), VectorGraphicsFormat.SVG);
        Files.writeString(svg, TOO_EXACT.matcher(Files.readString(svg)).replaceAll("$1"));
    }

    private static BasicStroke solid() {
        return new BasicStroke(2.5f);
    }

    private static BasicStroke dashed() {
        return new BasicStroke(1.8f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10f, DASHES, 0f);
    }
}
