package dev.rondo.task;

import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import java.util.Map;

/** A block that names its weights as PyTorch would. */
interface Net extends Block {
    /** Returns the parameters under the names they are saved under, always in the same order. */
    Map<String, Parameter> named();
}
