/**
 * Stand-ins for the few types of {@code androidx.test:monitor} that Robolectric 4.16 links against
 * when it starts an application and drives an activity. Own code, test class path only.
 * Remove this folder when the real artifact is a dependency.
 */
package androidx.test;
