package dev.rondo.inspect;

import dev.rondo.cell.CellStack;
import java.util.ArrayList;
import java.util.List;

/** One layer and direction of a stack, and how many there are of both. */
record Place(int layer, int direction, int layers, int directions) {

    /** Returns the top layer, in the way forward. */
    static Place top(CellStack cells) {
        return new Place(cells.layers() - 1, 0, cells.layers(), cells.directions());
    }

    Place layer(int wanted) {
        if (wanted < 0 || wanted >= layers) {
            throw new IllegalArgumentException("layer is " + wanted + ", but the stack has "
                    + (layers == 1 ? "layer 0 alone" : "layers 0 to " + (layers - 1)));
        }
        return new Place(wanted, direction, layers, directions);
    }

    Place reverse() {
        if (directions == 1) {
            throw new IllegalArgumentException("reverse() came to a stack that reads one way: leave it out");
        }
        return new Place(layer, 1, layers, directions);
    }

    Place forward() {
        return new Place(layer, 0, layers, directions);
    }

    /** Returns every place, in the order in which a stack keeps its states. */
    List<Place> all() {
        List<Place> all = new ArrayList<>();
        for (int k = 0; k < layers * directions; k++) {
            all.add(new Place(k / directions, k % directions, layers, directions));
        }
        return all;
    }

    int index() {
        return layer * directions + direction;
    }

    /** Returns how many steps the cell here runs after it has read position t. */
    int stepsBack(int t, int length) {
        return direction == 0 ? length - 1 - t : t;
    }

    String way() {
        return direction == 0 ? "forward" : "backward";
    }

    @Override
    public String toString() {
        return "layer " + layer + (directions == 2 ? " " + way() : "");
    }
}
