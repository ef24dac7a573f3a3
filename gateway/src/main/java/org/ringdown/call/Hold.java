package org.ringdown.call;

/** How a side holds the other. */
public enum Hold {
    /** It says nothing meanwhile: the gateway plays music in its place. */
    SILENT,
    /** It sends something of its own meanwhile, music most often, which the other side is to hear. */
    PLAYING
}
