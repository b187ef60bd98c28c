package io.github.softmaxregression;
public final class Main { public static void main(String[] a) { System.out.println("x" + a.length); } }
