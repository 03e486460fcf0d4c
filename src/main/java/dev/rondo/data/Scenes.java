package dev.rondo.data;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Pictures of one or two coloured shapes, drawn by lot, each with a sentence about it:
 *
 * <pre>{@code
 * caption  = thing | thing relation thing
 * thing    = "a" size colour shape
 * size     = "small" | "large"
 * colour   = "red" | "green" | "blue" | "yellow" | "purple" | "white"
 * shape    = "circle" | "square" | "triangle"
 * relation = "above" | "below" | "left of" | "right of" | "inside"
 *
 * var scenes = Scenes.of(1, 2).pictures(3000).split(0.8, 0.1);
 * var combined = Scenes.of(1, 2).pictures(3000)
 *         .holdOut(caption -> caption.contains("red circle"), 0.1);
 * }</pre>
 *
 * <p>Two things always differ in their words. The one that comes first in the order of the lists above, by size, then by
 * colour, then by shape, is named first: so each picture has one caption. What is inside is small and of another colour
 * than the large thing around it.
 *
 * <p>Pictures are 32 by 32, with red, green and blue, on dark grey. A small thing is 7 to 9 across, a large one 12 to 14,
 * and 21 to 24 with another inside. Things stand anywhere; two side by side are at most 4 off the line. Each colour is at
 * 80 to 100 percent of its brightness, and on every number there is noise, evenly drawn, of at most 0.05 to either side
 * until something else is said. The same seed draws the same on every machine.
 *
 * @param things how many there are in a picture, 1 or 2
 * @param noise the most that is added to a number or taken off it, 0 to 0.5
 * @param seed what decides the draws
 */
@CheckReturnValue
public record Scenes(Counts things, double noise, long seed) {

    /**
     * Checks the ranges.
     *
     * @param things how many things
     * @param noise how much noise
     * @param seed what decides the draws
     * @throws IllegalArgumentException if a range leaves its bounds
     */
    public Scenes {
        if (things.most() > 2) {
            throw new IllegalArgumentException("from " + things.fewest() + " to " + things.most()
                    + " things: expected 1 or 2, such as Scenes.of(1, 2); the grammar has no word for more");
        }
        new Between(noise, noise).within("noise", 0, 0.5);
    }

    /**
     * Describes pictures.
     *
     * @param fewest the fewest things, 1 or 2
     * @param most the most
     * @return the source, of seed 0
     * @throws IllegalArgumentException if they are out of order or of these bounds
     */
    public static Scenes of(int fewest, int most) {
        return new Scenes(new Counts(fewest, most), 0.05, 0);
    }

    /**
     * Returns this with more noise or less.
     *
     * @param most the most that is added to a number or taken off it, 0 to 0.5
     * @return the changed value
     * @throws IllegalArgumentException if it is out of these bounds
     */
    public Scenes noise(double most) {
        return new Scenes(things, most, seed);
    }

    /**
     * Returns this with other draws.
     *
     * @param other what decides the draws
     * @return the changed value
     */
    public Scenes seed(long other) {
        return new Scenes(things, noise, other);
    }

    /**
     * Draws pictures. A larger set begins with the smaller one.
     *
     * @param count how many, at least 1
     * @return the pictures with their captions
     * @throws IllegalArgumentException if {@code count} is below 1
     */
    public CaptionedPictures pictures(int count) {
        Require.count(count);
        SplittableRandom random = new SplittableRandom(seed);
        List<Picture> pictures = new ArrayList<>();
        List<String> captions = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            SplittableRandom own = random.split();
            Scene scene = Scene.drawn(things.draw(own), own);
            captions.add(scene.caption());
            pictures.add(new SceneBrush(own).draw(scene, noise));
        }
        return CaptionedPictures.of("scenes", pictures, captions);
    }

    /**
     * Draws the picture of a caption, the same each time for a seed: to change a word and see what follows from it.
     *
     * @param caption a sentence of the grammar; of two things either may come first
     * @return the picture
     * @throws IllegalArgumentException if it is not of the grammar, or what it says cannot be drawn
     */
    public Picture picture(String caption) {
        return new SceneBrush(new SplittableRandom(seed)).draw(Scene.of(caption), noise);
    }
}
