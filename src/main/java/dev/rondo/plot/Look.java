package dev.rondo.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.plotly.components.Line;

/**
 * How a series looks.
 *
 * @param colour its colour
 * @param role what it is, null for a series like any other
 * @param dotted whether its line is dotted
 */
record Look(Color colour, @Nullable Role role, boolean dotted) {
    /** The hues of groups, from the palette of {@link Style}, neighbours far apart. */
    private static final List<Color> HUES = List.of(
            new Color(0x0072B2),
            new Color(0x009E73),
            new Color(0xCC79A7),
            new Color(0xD55E00),
            new Color(0x56B4E9),
            new Color(0xE69F00));

    private static final Color INK = new Color(0x222222);

    /** The series of so many before it. */
    static Look plain(int index) {
        return new Look(Style.colour(index), null, false);
    }

    static Look of(Role role) {
        return new Look(role.colour(), role, false);
    }

    /** One group of several: all its series are of one hue, the history darker and what it is compared with lighter. */
    static Look of(Role role, int group) {
        if (group < 0) {
            throw new IllegalArgumentException(
                    "as(" + role + ", " + group + ") came, expected a group from 0: count the groups from there");
        }
        Color hue = HUES.get(group % HUES.size());
        return switch (role) {
            case HISTORY -> new Look(mixed(hue, INK, 0.5), role, false);
            case FORECAST -> new Look(hue, role, false);
            case ACTUAL -> new Look(hue, role, true);
            case REFERENCE -> new Look(mixed(hue, Color.WHITE, 0.55), role, false);
        };
    }

    private static Color mixed(Color one, Color other, double share) {
        return new Color(
                (int) Math.round(one.getRed() + share * (other.getRed() - one.getRed())),
                (int) Math.round(one.getGreen() + share * (other.getGreen() - one.getGreen())),
                (int) Math.round(one.getBlue() + share * (other.getBlue() - one.getBlue())));
    }

    /** Whether each point of a line is marked: where there are few, and they are no background. */
    boolean marked(Series.Curve curve) {
        return !curve.joined() || (curve.few() && role != Role.HISTORY && role != Role.REFERENCE && !dotted);
    }

    BasicStroke stroke(Series.Curve curve) {
        if (dotted) {
            return Style.DOTTED;
        }
        return Style.line(role == null ? curve.few() : role == Role.FORECAST || role == Role.ACTUAL);
    }

    Line line() {
        Line.LineBuilder line = Line.builder().color(Style.css(colour));
        return dotted ? line.dash(Line.Dash.DOT).build() : line.build();
    }

    /** The colour of a band, through which what lies below is seen. */
    Color translucent() {
        return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), Math.round(255 * Style.BAND));
    }
}
