package org.ringdown.mailbox;

/** Knows on which node an id lives. */
public interface Directory {
    Location locate(String id);

    /**
     * @param epoch grows each time the id moves; whoever acts with a lower one is refused
     */
    record Location(String node, long epoch) {}

    /** All ids live here. */
    static Directory oneNode(String node) {
        var here = new Location(node, 1);
        return _ -> here;
    }
}
