"""Render-neutral documents: from trees and house styles to a `Document` that every exporter can write."""
