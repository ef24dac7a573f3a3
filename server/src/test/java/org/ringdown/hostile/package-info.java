/** Text that means harm, put into every field of every interface, and what is kept, shown and passed on of it. */
package org.ringdown.hostile;
