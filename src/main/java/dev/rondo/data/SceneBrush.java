package dev.rondo.data;

import java.util.SplittableRandom;

/**
 * Draws scenes pixel by pixel, without soft edges and without a library, so that every machine draws the same.
 *
 * @param random what decides places, sizes, brightness and noise
 */
record SceneBrush(SplittableRandom random) {
    static final int SIDE = 32;
    private static final int EDGE = 1; // free at each side
    private static final int OFF = 4; // the most that two things stand off one line
    private static final float GROUND = 0.15f;

    /** A square around a thing. */
    private record Box(int x, int y, int side) {
        int middleX() {
            return x + side / 2;
        }
    }

    /** Draws a scene of 32 by 32. */
    Picture draw(Scene scene, double noise) {
        float[][][] grid = new float[SIDE][SIDE][];
        for (float[][] row : grid) {
            for (int column = 0; column < SIDE; column++) {
                row[column] = new float[] {GROUND, GROUND, GROUND};
            }
        }
        Scene.Thing second = scene.second();
        Scene.Relation relation = scene.relation();
        if (second == null || relation == null) {
            int side = side(scene.first());
            paint(grid, scene.first(), new Box(place(side), place(side), side));
        } else {
            Box[] boxes = relation == Scene.Relation.INSIDE ? nested(scene.first(), second) : apart(scene, second);
            paint(grid, second, boxes[1]);
            paint(grid, scene.first(), boxes[0]);
        }
        return Picture.of(noisy(grid, noise));
    }

    private int side(Scene.Thing thing) {
        return thing.size() == Scene.Size.SMALL ? within(7, 9) : within(12, 14);
    }

    private int place(int side) {
        return within(EDGE, SIDE - EDGE - side);
    }

    private int within(int low, int high) {
        return low + random.nextInt(high - low + 1);
    }

    /** A triangle has most room below its middle. */
    private Box[] nested(Scene.Thing inner, Scene.Thing outer) {
        int large = within(21, 24);
        int small = outer.shape() == Scene.Shape.TRIANGLE ? 7 : side(inner);
        Box around = new Box(place(large), place(large), large);
        int x = around.middleX() - small / 2;
        int lower = outer.shape() == Scene.Shape.TRIANGLE ? large - small - 3 : (large - small) / 2;
        return new Box[] {new Box(x, around.y + lower, small), around};
    }

    /** One behind the other along one axis, near to one line across it. */
    private Box[] apart(Scene scene, Scene.Thing second) {
        Scene.Relation relation = scene.relation();
        int first = side(scene.first());
        int other = side(second);
        boolean leads = relation == Scene.Relation.ABOVE || relation == Scene.Relation.LEFT_OF;
        int ahead = leads ? first : other;
        int behind = leads ? other : first;
        int start = within(EDGE, SIDE - EDGE - ahead - behind - 1);
        int next = within(start + ahead + 1, SIDE - EDGE - behind);
        int line = place(Math.max(first, other)) + Math.max(first, other) / 2; // where the middles are to be
        int[] along = leads ? new int[] {start, next} : new int[] {next, start};
        int[] across = {across(line, first), across(line, other)};
        boolean upright = relation == Scene.Relation.ABOVE || relation == Scene.Relation.BELOW;
        return upright
                ? new Box[] {new Box(across[0], along[0], first), new Box(across[1], along[1], other)}
                : new Box[] {new Box(along[0], across[0], first), new Box(along[1], across[1], other)};
    }

    private int across(int line, int side) {
        int low = Math.max(EDGE, line - side / 2 - OFF / 2);
        int high = Math.min(SIDE - EDGE - side, line - side / 2 + OFF / 2);
        return within(low, high);
    }

    private void paint(float[][][] grid, Scene.Thing thing, Box box) {
        float bright = (float) random.nextDouble(0.8, 1);
        for (int row = 0; row < box.side; row++) {
            int free = free(thing.shape(), row, box.side);
            for (int column = free; column < box.side - free; column++) {
                float[] cell = grid[box.y + row][box.x + column];
                for (int channel = 0; channel < cell.length; channel++) {
                    cell[channel] = bright * thing.colour().level(channel);
                }
            }
        }
    }

    /** Returns how much of a row of a shape's box is free at each end. */
    private static int free(Scene.Shape shape, int row, int side) {
        double off = row + 0.5 - side / 2.0; // from the middle
        return switch (shape) {
            case SQUARE -> 0;
            case CIRCLE -> (int) Math.round(side / 2.0 - Math.sqrt(side * side / 4.0 - off * off));
            case TRIANGLE -> (side - 1 - row) / 2;
        };
    }

    private float[][][] noisy(float[][][] grid, double noise) {
        for (float[][] row : grid) {
            for (float[] cell : row) {
                for (int channel = 0; channel < cell.length; channel++) {
                    double value = cell[channel] + noise * (2 * random.nextDouble() - 1);
                    cell[channel] = (float) Math.max(0, Math.min(1, value));
                }
            }
        }
        return grid;
    }
}
